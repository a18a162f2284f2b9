package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the engine. */
@ParameterizedClass
@MethodSource("dev.orgtable.embedded.Available#engines")
final class EnginesTest {

  private final Engines engines;

  @TempDir Path parent;

  EnginesTest(Engines engines) {
    this.engines = engines;
  }

  @Test
  void engines_in_memory_are_independent() {
    try (Engine one = engines.inMemory();
        Engine other = engines.inMemory()) {
      new Numbers(one.client()).create().add(1);
      new Numbers(other.client()).create().add(2);

      assertThat(new Numbers(one.client()).all()).containsExactly(1);
      assertThat(new Numbers(other.client()).all()).containsExactly(2);
    }
  }

  @Test
  void closing_one_engine_leaves_another_running() {
    try (Engine one = engines.inMemory()) {
      new Numbers(one.client()).create().add(1);

      engines.inMemory().close();

      assertThat(new Numbers(one.client()).all()).containsExactly(1);
    }
  }

  @Test
  void a_directory_keeps_its_tables_when_it_is_opened_again() {
    Path directory = parent.resolve("data");
    try (Engine engine = engines.on(directory)) {
      new Numbers(engine.client()).create().add(1);
    }

    try (Engine engine = engines.on(directory)) {
      assertThat(new Numbers(engine.client()).all()).containsExactly(1);
    }
  }

  @Test
  void two_directories_are_independent() {
    try (Engine one = engines.on(parent.resolve("one"));
        Engine other = engines.on(parent.resolve("other"))) {
      new Numbers(one.client()).create().add(1);

      assertThat(new Numbers(other.client()).isThere()).isFalse();
    }
  }

  @Test
  void a_directory_in_use_in_this_process_is_refused_by_its_name() {
    Path directory = parent.resolve("data");
    try (Engine engine = engines.on(directory)) {
      new Numbers(engine.client()).create().add(1);

      assertThatThrownBy(() -> engines.on(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toString());

      assertThat(new Numbers(engine.client()).all()).containsExactly(1);
    }
  }

  @Test
  void a_refused_open_does_not_set_the_directory_free() {
    Path directory = parent.resolve("data");
    try (Engine engine = engines.on(directory)) {
      assertThat(engine.client()).isNotNull();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> engines.on(directory)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void closing_twice_does_nothing_more() {
    Path directory = parent.resolve("data");
    Engine engine = engines.on(directory);
    engine.close();

    try (Engine next = engines.on(directory)) {
      assertThatCode(engine::close).doesNotThrowAnyException();

      assertThat(next.client().listTables().tableNames()).isEmpty();
      assertThatThrownBy(() -> engines.on(directory)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_file_in_place_of_the_directory_is_named() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "mine");

    assertThatThrownBy(() -> engines.on(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());

    assertThat(file).hasContent("mine");
  }

  @Test
  void a_directory_below_a_file_is_named() throws IOException {
    Path below = Files.writeString(parent.resolve("file"), "mine").resolve("data");

    assertThatThrownBy(() -> engines.on(below))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(below.toString());
  }

  /** Permissions do not restrict root, but nobody can create directories there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void an_unwritable_parent_is_named() {
    Path below = Path.of("/proc/self/orgtable");

    assertThatThrownBy(() -> engines.on(below))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(below.toString());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_made_directory_is_its_owners_alone() throws IOException {
    Path directory = parent.resolve("a/b");

    engines.on(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_directory_that_was_there_keeps_its_permissions() throws IOException {
    Path directory = Files.createDirectory(parent.resolve("data"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));

    engines.on(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwxr-x---");
  }
}
