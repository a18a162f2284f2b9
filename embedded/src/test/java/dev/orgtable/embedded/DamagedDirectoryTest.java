package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Existing directories with permissions and files that the engine did not create. */
@Tag("slow")
@ParameterizedClass
@MethodSource("dev.orgtable.embedded.Available#engines")
final class DamagedDirectoryTest {

  private final Engines engines;

  @TempDir Path directory;

  DamagedDirectoryTest(Engines engines) {
    this.engines = engines;
  }

  @Test
  void after_a_refused_open_other_processes_are_still_refused() throws Exception {
    try (Engine engine = engines.on(directory)) {
      assertThatThrownBy(() -> engines.on(directory.resolve(".")))
          .isInstanceOf(IllegalStateException.class);

      try (ForkedWriter writer = ForkedWriter.start(engines, directory, 1)) {
        assertThat(writer.line()).contains("in use");
      }
      assertThat(engine.client().listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void files_in_an_open_directory_are_for_their_owner_alone() throws IOException {
    Assumptions.assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    engines.on(directory).close();

    assertThat(permissions(database())).isEqualTo("rw-------");
    assertThat(permissions("orgtable.lock")).isEqualTo("rw-------");
  }

  @Test
  void a_database_that_cannot_be_opened_is_told_at_once_and_the_directory_is_free_again()
      throws IOException {
    Path inTheWay = Files.createDirectory(directory.resolve(database()));

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() -> engines.on(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(directory.toString()));

    Files.delete(inTheWay);
    engines.on(directory).close();
  }

  @Test
  void an_invalid_database_is_reported_and_the_directory_is_released() throws IOException {
    Path file = Files.writeString(directory.resolve(database()), "no database ".repeat(500));

    assertThatThrownBy(() -> engines.on(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(directory.toString());

    Files.delete(file);
    engines.on(directory).close();
  }

  @Test
  void a_locked_database_is_told_and_opens_once_it_is_free_again() throws Exception {
    engines.on(directory).close();
    Process holder = LockHolder.of(directory.resolve(database()));
    try {
      assertThatThrownBy(() -> engines.on(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasStackTraceContaining("database is locked");
    } finally {
      holder.destroy();
      holder.waitFor();
    }

    engines.on(directory).close();
  }

  private String database() {
    return engines.preferred().database();
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
  }
}
