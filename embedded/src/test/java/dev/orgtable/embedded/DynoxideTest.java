package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What only Dynoxide promises: a process that starts, fails and ends as ours. */
@Tag("slow")
@EnabledIf("dev.orgtable.embedded.Available#dynoxide")
final class DynoxideTest {

  private static final Engines ENGINES = Engines.byDefault().with(EngineType.DYNOXIDE);
  private static Path program;

  @TempDir Path parent;

  @BeforeAll
  static void find() {
    program = DynoxideProgram.find(Optional.empty());
  }

  @Test
  void an_engine_ends_with_a_killed_process() throws Exception {
    Path directory = parent.resolve("data");
    try (ForkedWriter writer = ForkedWriter.start(ENGINES, directory, 1)) {
      writer.awaitNumbers(1);
      ProcessHandle engine = writer.engine();

      writer.kill();

      engine.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void an_engine_ends_with_a_killed_process_group() throws Exception {
    try (ForkedWriter writer = ForkedWriter.startGroup(ENGINES, parent.resolve("data"))) {
      writer.awaitNumbers(1);
      ProcessHandle engine = writer.engine();

      writer.killGroup();

      engine.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_program_that_does_not_listen_is_killed_and_told() throws Exception {
    Path silent = parent.resolve("silent");
    Files.writeString(silent, "#!/bin/sh\nexec sleep 600\n");
    assertThat(silent.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> DynoxideProcess.start(silent, Optional.empty(), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it does not listen after 1 seconds")
        .hasMessageContaining("exit code 137");
  }

  @Test
  void an_engine_that_outlived_its_process_is_ended_by_the_next() throws Exception {
    Path directory = parent.resolve("data");
    ProcessHandle stale;
    int last;
    try (ForkedWriter writer = ForkedWriter.start(ENGINES, directory, 1)) {
      writer.awaitNumbers(1);
      stale = writer.engine();
      stale.children().forEach(ProcessHandle::destroyForcibly);
      last = writer.kill();
    }
    assertThat(stale.isAlive()).isTrue();

    try (Engine engine = ENGINES.on(directory)) {
      assertThat(stale.isAlive()).isFalse();
      assertThat(new Numbers(engine.client()).all()).contains(1, Math.max(1, last));
    }
  }

  @Test
  void an_engine_that_was_killed_is_told_by_each_request() throws Exception {
    try (Engine engine = ENGINES.inMemory()) {
      Numbers numbers = new Numbers(engine.client()).create();
      ProcessHandle process = ownEngine();
      process.destroyForcibly();
      process.onExit().get(10, TimeUnit.SECONDS);

      assertThatThrownBy(numbers::all)
          .isInstanceOf(SdkClientException.class)
          .hasMessageContaining("Dynoxide ended: exit code");
    }
  }

  private static ProcessHandle ownEngine() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").equals(program.toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_program_that_fails_is_told_with_its_output() throws IOException {
    Path failing = script("echo no luck today >&2; exit 3");

    assertThatThrownBy(() -> ENGINES.withProgram(failing).on(parent.resolve("data")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no luck today")
        .hasMessageContaining("exit code 3");

    ENGINES.on(parent.resolve("data")).close();
  }

  @Test
  void a_port_that_was_taken_meanwhile_is_exchanged_for_another() throws IOException {
    Path unlucky =
        script(
            "mkdir "
                + parent.resolve("tried")
                + " 2>/dev/null && { echo port 1 is already in use; exit 1; }; exec "
                + program
                + " \"$@\"");

    try (Engine engine = ENGINES.withProgram(unlucky).inMemory()) {
      assertThat(new Numbers(engine.client()).create().all()).isEmpty();
    }
    assertThat(parent.resolve("tried")).exists();
  }

  @Test
  void a_full_disk_is_told_and_nothing_is_half_written() throws IOException {
    Path limited = script("trap '' XFSZ; ulimit -f 600; exec " + program + " \"$@\"");
    Path directory = parent.resolve("data");
    int written = 0;

    try (Engine engine = ENGINES.withProgram(limited).on(directory)) {
      Numbers numbers = new Numbers(engine.client()).create();
      try {
        while (written < 10_000) {
          numbers.add(written + 1);
          written++;
        }
      } catch (DynamoDbException e) {
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("StorageFailed");
        assertThat(e).hasMessageContaining("disk");
      }
      assertThat(numbers.all()).hasSize(written);
    }

    assertThat(written).isLessThan(10_000);
    try (Engine engine = ENGINES.on(directory)) {
      assertThat(new Numbers(engine.client()).all()).hasSize(written);
    }
  }

  @Test
  void a_file_that_cannot_be_executed_is_named() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> ENGINES.withProgram(file).inMemory())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void the_directory_of_another_engine_is_refused_and_left_alone() {
    Engines local = Engines.byDefault().with(EngineType.DYNAMODB_LOCAL);
    Path ours = parent.resolve("ours");
    Path theirs = parent.resolve("theirs");
    ENGINES.on(ours).close();
    local.on(theirs).close();

    assertThatThrownBy(() -> local.onExisting(ours))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was made by Dynoxide");
    assertThatThrownBy(() -> ENGINES.on(theirs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was made by DynamoDB Local");

    assertThat(ours.resolve("orgtable.db")).doesNotExist();
    assertThat(theirs.resolve("dynoxide.db")).doesNotExist();
  }

  @Test
  void a_directory_is_opened_by_the_engine_that_made_it() {
    Engines any = new Engines(Optional.empty(), Optional.empty());
    Engines.byDefault().with(EngineType.DYNAMODB_LOCAL).on(parent.resolve("local")).close();
    ENGINES.on(parent.resolve("dynoxide")).close();

    try (Engine local = any.onExisting(parent.resolve("local"));
        Engine dynoxide = any.on(parent.resolve("dynoxide"))) {
      assertThat(local.type()).isEqualTo(EngineType.DYNAMODB_LOCAL);
      assertThat(dynoxide.type()).isEqualTo(EngineType.DYNOXIDE);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void each_engine_has_another_loopback_address() {
    Set<String> hosts = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      try (Engine engine = ENGINES.inMemory()) {
        hosts.add(engine.uri().orElseThrow().getHost());
      }
    }

    assertThat(hosts).hasSize(3).allMatch(host -> host.startsWith("127."));
  }

  @Test
  void another_version_than_the_tested_one_is_told() throws IOException {
    Path other =
        script("[ \"$1\" != --version ] || exec echo dynoxide 9.9; exec " + program + " \"$@\"");

    try (Engine engine = ENGINES.withProgram(other).inMemory()) {
      assertThat(engine.warning())
          .hasValueSatisfying(warning -> assertThat(warning).contains("and this is dynoxide 9.9;"));
    }
    try (Engine engine = ENGINES.inMemory()) {
      assertThat(engine.warning()).isEmpty();
    }
  }

  @Test
  void a_program_that_prints_no_version_has_an_unknown_one() throws IOException {
    assertThat(DynoxideProgram.version(script("exit 3"))).contains("unknown version");
    assertThat(DynoxideProgram.version(script("exit 0"))).contains("unknown version");
    assertThat(DynoxideProgram.version(script("exec sleep 60"))).contains("unknown version");
    assertThat(DynoxideProgram.version(parent.resolve("none"))).contains("unknown version");
  }

  private Path script(String commands) throws IOException {
    Path file = Files.writeString(parent.resolve("program"), "#!/bin/sh\n" + commands + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
