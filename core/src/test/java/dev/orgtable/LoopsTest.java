package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every loop ends by its data, a count or a deadline. Only the executor of operations, {@code
 * Table}, has loops that end by a deadline alone.
 */
final class LoopsTest {

  private static final String KIT = "dynamodb/src/main/java/dev/orgtable/dynamodb/";

  private static final List<Path> EXECUTOR =
      List.of(Path.of(KIT + "Table.java"), Path.of(KIT + "Attempts.java"));

  /** A loop whose head names no end. */
  private static final Pattern ENDLESS =
      Pattern.compile("while\\s*\\(\\s*true\\s*\\)|for\\s*\\([^;)]*;\\s*(true\\s*)?;[^)]*\\)");

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb", "core", "maintenance", "embedded", "server", "cli"})
  void no_loop_has_no_end_but_those_of_the_executor(String module) throws IOException {
    Path top = Path.of("").toAbsolutePath().resolve("..").normalize();
    try (Stream<Path> files = Files.walk(top.resolve(module).resolve("src/main/java"))) {
      List<Path> endless =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> ENDLESS.matcher(text(file)).find())
              .map(top::relativize)
              .toList();

      assertThat(endless).isSubsetOf(EXECUTOR);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
