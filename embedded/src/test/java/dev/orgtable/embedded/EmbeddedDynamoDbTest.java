package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the engine. */
final class EmbeddedDynamoDbTest {

  private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]+)\\]");
  private static final String LISTENING = "0A";

  @TempDir Path parent;

  @Test
  void engines_in_memory_are_independent() {
    try (EmbeddedDynamoDb one = EmbeddedDynamoDb.inMemory();
        EmbeddedDynamoDb other = EmbeddedDynamoDb.inMemory()) {
      new Numbers(one.client()).create().add(1);
      new Numbers(other.client()).create().add(2);

      assertThat(new Numbers(one.client()).all()).containsExactly(1);
      assertThat(new Numbers(other.client()).all()).containsExactly(2);
    }
  }

  @Test
  void closing_one_engine_leaves_another_running() {
    try (EmbeddedDynamoDb one = EmbeddedDynamoDb.inMemory()) {
      new Numbers(one.client()).create().add(1);

      EmbeddedDynamoDb.inMemory().close();

      assertThat(new Numbers(one.client()).all()).containsExactly(1);
    }
  }

  @Test
  void a_directory_keeps_its_tables_when_it_is_opened_again() {
    Path directory = parent.resolve("data");
    try (EmbeddedDynamoDb engine = EmbeddedDynamoDb.on(directory)) {
      new Numbers(engine.client()).create().add(1);
    }

    try (EmbeddedDynamoDb engine = EmbeddedDynamoDb.on(directory)) {
      assertThat(new Numbers(engine.client()).all()).containsExactly(1);
    }
  }

  @Test
  void two_directories_are_independent() {
    try (EmbeddedDynamoDb one = EmbeddedDynamoDb.on(parent.resolve("one"));
        EmbeddedDynamoDb other = EmbeddedDynamoDb.on(parent.resolve("other"))) {
      new Numbers(one.client()).create().add(1);

      assertThat(new Numbers(other.client()).isThere()).isFalse();
    }
  }

  @Test
  void a_directory_in_use_in_this_process_is_refused_by_its_name() {
    Path directory = parent.resolve("data");
    try (EmbeddedDynamoDb engine = EmbeddedDynamoDb.on(directory)) {
      new Numbers(engine.client()).create().add(1);

      assertThatThrownBy(() -> EmbeddedDynamoDb.on(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toString());

      assertThat(new Numbers(engine.client()).all()).containsExactly(1);
    }
  }

  @Test
  void a_refused_open_does_not_set_the_directory_free() {
    Path directory = parent.resolve("data");
    try (EmbeddedDynamoDb engine = EmbeddedDynamoDb.on(directory)) {
      assertThat(engine.client()).isNotNull();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> EmbeddedDynamoDb.on(directory))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void closing_twice_does_nothing_more() {
    Path directory = parent.resolve("data");
    EmbeddedDynamoDb engine = EmbeddedDynamoDb.on(directory);
    engine.close();

    try (EmbeddedDynamoDb next = EmbeddedDynamoDb.on(directory)) {
      assertThatCode(engine::close).doesNotThrowAnyException();

      assertThat(next.client().listTables().tableNames()).isEmpty();
      assertThatThrownBy(() -> EmbeddedDynamoDb.on(directory))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_file_in_place_of_the_directory_is_named() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "mine");

    assertThatThrownBy(() -> EmbeddedDynamoDb.on(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());

    assertThat(file).hasContent("mine");
  }

  @Test
  void a_directory_below_a_file_is_named() throws IOException {
    Path below = Files.writeString(parent.resolve("file"), "mine").resolve("data");

    assertThatThrownBy(() -> EmbeddedDynamoDb.on(below))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(below.toString());
  }

  /** Permissions do not restrict root, but nobody can create directories there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void an_unwritable_parent_is_named() {
    Path below = Path.of("/proc/self/orgtable");

    assertThatThrownBy(() -> EmbeddedDynamoDb.on(below))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(below.toString());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_made_directory_is_its_owners_alone() throws IOException {
    Path directory = parent.resolve("a/b");

    EmbeddedDynamoDb.on(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_directory_that_was_there_keeps_its_permissions() throws IOException {
    Path directory = Files.createDirectory(parent.resolve("data"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));

    EmbeddedDynamoDb.on(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwxr-x---");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void no_port_is_opened() throws IOException {
    Set<String> before = listening();

    try (EmbeddedDynamoDb memory = EmbeddedDynamoDb.inMemory();
        EmbeddedDynamoDb disk = EmbeddedDynamoDb.on(parent.resolve("data"))) {
      new Numbers(memory.client()).create().add(1);
      new Numbers(disk.client()).create().add(1);

      assertThat(listening()).isEqualTo(before);
    }
  }

  /** Returns the inodes of this process's listening sockets, from Linux's /proc. */
  private static Set<String> listening() throws IOException {
    Set<String> mine = new TreeSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        if (Files.isSymbolicLink(each)) {
          var socket = SOCKET.matcher(Files.readSymbolicLink(each).toString());
          if (socket.matches()) {
            mine.add(socket.group(1));
          }
        }
      }
    }
    Set<String> listening = new TreeSet<>();
    for (String table : Set.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        listening.addAll(
            Files.readAllLines(Path.of(table)).stream()
                .skip(1)
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[3].equals(LISTENING) && mine.contains(fields[9]))
                .map(fields -> fields[9])
                .collect(Collectors.toSet()));
      }
    }
    return listening;
  }
}
