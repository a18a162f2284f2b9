package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The installation of Dynoxide with npm itself, from its registry: only with {@code
 * ORGTABLE_NPM=required}, since a build needs neither.
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "ORGTABLE_NPM", matches = "required")
@DisabledOnOs(OS.WINDOWS)
final class EngineInstallTest {

  @TempDir private Path directory;

  /** Starts the program as a user who has set nothing, with a home directory of this test. */
  private Program start(String... arguments) {
    return Program.startWithin(
        directory,
        "export XDG_DATA_HOME='%s'; unset ORGTABLE_ENGINE ORGTABLE_DYNOXIDE"
            .formatted(directory.resolve("share")),
        arguments);
  }

  private void install() throws InterruptedException {
    try (Program program = start("engine", "install")) {
      int code = program.exitCode();
      assertThat(program.output())
          .containsPattern("installed dynoxide \\S+ as " + Pattern.quote(directory.toString()))
          .doesNotContain("warning:");
      assertThat(code).isZero();
    }
  }

  private Path installed() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("share"))) {
      return files
          .filter(file -> file.endsWith("dynoxide") && Files.isRegularFile(file))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void an_installed_engine_is_used_for_new_data() throws Exception {
    install();

    try (Program program = start("serve", "--memory", "--port", "0")) {
      program.uri();

      assertThat(program.output())
          .contains("of Dynoxide, in memory")
          .contains("open to all users of this machine")
          .doesNotContain("warning:");
      program.interrupt();
    }
  }

  @Test
  void another_version_than_the_tested_one_is_used_with_a_warning() throws Exception {
    install();
    Path other =
        Files.writeString(
            directory.resolve("other"),
            "#!/bin/sh\n[ \"$1\" != --version ] || exec echo dynoxide 0.9\nexec '%s' \"$@\"\n"
                .formatted(installed()));
    assertThat(other.toFile().setExecutable(true)).isTrue();

    try (Program program =
        start("table", "create", "--engine", "dynoxide", "--dynoxide", other.toString())) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.output())
          .containsPattern(
              "warning: Orgtable is tested with dynoxide \\S+, and this is dynoxide 0.9;")
          .containsOnlyOnce("warning:");
    }
  }
}
