package dev.orgtable.benchmarks.start;

import dev.orgtable.benchmarks.Acme;
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
 * What a function would be deployed as: its own classes in a jar, and beside it the libraries
 * without an embedded engine. (That engine's manifest names the directory it lies in, which
 * class-data sharing refuses.)
 */
final class FunctionJar {

  private static final String ENGINE = "DynamoDBLocal";

  private FunctionJar() {}

  /** Writes the jar and returns its class path. */
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
    try (Stream<Path> libraries = Files.list(Path.of("benchmarks/target/lib").toAbsolutePath())) {
      return Stream.concat(Stream.of(jar), libraries.filter(FunctionJar::isLibrary).sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static boolean isLibrary(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith(ENGINE);
  }
}
