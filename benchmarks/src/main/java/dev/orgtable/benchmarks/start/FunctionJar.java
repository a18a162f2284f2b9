package dev.orgtable.benchmarks.start;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A deployment of a function: its own classes in a jar, with the library, its dependencies and the
 * HTTP clients on the class path, but no server, engine or logging.
 */
final class FunctionJar {

  private static final Path LIBRARIES = Checkout.file("benchmarks/target/function");

  private FunctionJar() {}

  /** Writes the jar and returns the class path. */
  static String classpath(Path directory) throws IOException {
    Path jar = directory.resolve("function.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : List.of(FirstCall.class, Acme.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
          Objects.requireNonNull(code, name).transferTo(out);
        }
      }
    }
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      return Stream.concat(Stream.of(jar), libraries.sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
