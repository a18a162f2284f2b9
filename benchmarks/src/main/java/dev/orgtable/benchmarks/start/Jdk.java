package dev.orgtable.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param version its feature version
 * @param java the path of its launcher
 */
record Jdk(int version, Path java) {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** Returns the JDK of this process, and the newest installed one if that is newer. */
  static List<Jdk> installed() throws IOException {
    Jdk own =
        new Jdk(
            Runtime.version().feature(), Path.of(System.getProperty("java.home"), "bin", "java"));
    if (!Files.isDirectory(INSTALLED)) {
      return List.of(own);
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return Stream.concat(
              Stream.of(own),
              homes
                  .flatMap(home -> in(home).stream())
                  .max(Comparator.comparingInt(Jdk::version))
                  .filter(newest -> newest.version() > own.version())
                  .stream())
          .toList();
    }
  }

  private static Optional<Jdk> in(Path home) {
    Path java = home.resolve("bin/java");
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      return Optional.empty();
    }
    String version =
        release.getProperty("JAVA_VERSION", "").replace("\"", "").replaceAll("\\D.*", "");
    return version.isEmpty() || !Files.isExecutable(java)
        ? Optional.empty()
        : Optional.of(new Jdk(Integer.parseInt(version), java));
  }
}
