package dev.orgtable.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some classes of this module in a jar. Archives of loaded classes accept no directory on the class
 * path.
 */
public final class JarOfClasses {

  private JarOfClasses() {}

  /**
   * Writes the jar and returns a class path: the jar and libraries.
   *
   * @param types the classes; they have no nested classes
   * @param libraries the directory of the libraries
   * @param taken which of them, by file name
   */
  public static String classPath(
      Path jar, List<Class<?>> types, Path libraries, Predicate<String> taken) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : types) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
          Objects.requireNonNull(code, name).transferTo(out);
        }
      }
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return Stream.concat(
              Stream.of(jar),
              files.filter(file -> taken.test(file.getFileName().toString())).sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
