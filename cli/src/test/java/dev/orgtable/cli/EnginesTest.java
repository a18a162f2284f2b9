package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The choice of an embedded engine, and its installation. */
final class EnginesTest {

  @TempDir private Path directory;

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commands = Main.commands(Map.of());
    commands.setOut(new PrintWriter(new StringWriter(), true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  @Test
  void a_directory_of_one_engine_is_refused_by_the_other() {
    String data = directory.toString();
    run("table", "create", "--data", data, "--engine", "dynamodb-local");

    int verified = run("table", "verify", "--data", data);
    int refused = run("table", "verify", "--data", data, "--engine", "dynoxide");

    assertThat(verified).isZero();
    assertThat(refused).isEqualTo(1);
    assertThat(err.toString())
        .contains("was made by DynamoDB Local (orgtable.db) and cannot be opened by Dynoxide");
  }

  @Test
  void an_unknown_engine_is_refused_with_the_known_ones() {
    int code = run("table", "verify", "--engine", "dynalite");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("dynalite").contains("dynoxide or dynamodb-local");
  }

  @Test
  void an_engine_is_not_named_beside_a_table_of_dynamodb() {
    int code = run("table", "verify", "--table", "orgtable", "--engine", "dynoxide");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--table excludes --engine");
  }

  @Test
  void a_file_that_is_not_a_program_is_named() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    int code = run("table", "create", "--engine", "dynoxide", "--dynoxide", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(file + " is not a program");
  }

  @Test
  void dynoxide_is_installed_by_npm_and_tried() throws Exception {
    command(
        "npm",
        "dir=$3/node_modules/${8%@*}; mkdir -p \"$dir\"; echo \"$8\" > \"$3/asked\";"
            + " printf '#!/bin/sh\\necho dynoxide 9.9\\n' > \"$dir/dynoxide\";"
            + " chmod +x \"$dir/dynoxide\"");

    try (Program program = installing()) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.output())
          .contains("installed dynoxide 9.9 as " + directory.resolve("to"))
          .containsPattern(
              "warning: Orgtable is tested with dynoxide 1\\S+, and this is dynoxide 9.9")
          .contains("ORGTABLE_DYNOXIDE=" + directory.resolve("to"))
          .contains("\n  dynoxide=" + directory.resolve("to"));
    }
    assertThat(directory.resolve("to/asked")).content().startsWith("@dynoxide/").contains("@1.");
  }

  @Test
  void a_failure_of_npm_is_reported_with_its_output() throws Exception {
    command("npm", "echo no network today; exit 7");

    try (Program program = installing()) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output()).contains("npm failed with exit code 7", "no network today");
    }
  }

  @Test
  void a_variable_that_names_no_program_is_wrong_usage() throws Exception {
    try (Program program =
        Program.startWithin(directory, "export ORGTABLE_DYNOXIDE=/nope", "serve", "--memory")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("the environment variable ORGTABLE_DYNOXIDE: /nope is");
    }
  }

  private Program installing() {
    return Program.startWithin(
        directory,
        "PATH=" + directory.resolve("bin") + ":$PATH",
        "engine",
        "install",
        "--to",
        directory.resolve("to").toString());
  }

  private void command(String name, String script) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
