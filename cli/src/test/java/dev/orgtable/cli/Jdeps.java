package dev.orgtable.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The dependencies between our classes, read by the JDK's {@code jdeps}. They include those on
 * constants: javac copies the value of a constant, but names its class in the constant pool.
 */
final class Jdeps {

  private static final Pattern ARROW =
      Pattern.compile("(?m)^ +(dev\\.orgtable\\.\\S+) +-> (\\S+) .*$");

  private final String output;

  private Jdeps(String output) {
    this.output = output;
  }

  /** Reads all classes in directories and JAR files. */
  static Jdeps of(Collection<Path> roots) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    Stream<String> arguments =
        Stream.concat(
            Stream.of("-verbose:class", "-filter:none"), roots.stream().map(Path::toString));
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(output.toString());
    }
    return new Jdeps(output.toString());
  }

  /** Returns the dependencies of all groups of classes on others. */
  Map<String, Set<String>> arrows(UnaryOperator<String> group) {
    Map<String, Set<String>> arrows = new TreeMap<>();
    Matcher found = ARROW.matcher(output);
    while (found.find()) {
      String from = group.apply(found.group(1));
      String to = found.group(2);
      Set<String> targets = arrows.computeIfAbsent(from, any -> new TreeSet<>());
      if (to.startsWith("dev.orgtable.") && !group.apply(to).equals(from)) {
        targets.add(group.apply(to));
      }
    }
    return arrows;
  }

  /** Returns the package of a class. */
  static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  /** Returns the outer class of a nested class, and any other class itself. */
  static String outermost(String type) {
    return type.replaceFirst("\\$.*", "");
  }
}
