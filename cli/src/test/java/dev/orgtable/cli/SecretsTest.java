package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.cli.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files with secrets or table content are accessible to their owner only. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
final class SecretsTest {

  @TempDir private Path directory;

  @Test
  void a_first_start_shows_its_secrets_in_the_file_that_was_named_and_nowhere_else()
      throws Exception {
    Path file = directory.resolve("secrets");
    try (Program program =
        Program.startWithin(
            directory, "umask 0", "serve", "--port", "0", "--print-secrets-to", file.toString())) {

      program.uri();
      program.awaitFile(file, Pattern.compile("api-key otk_\\S+\n"));
      String shown = program.keys();

      assertThat(shown).isEmpty();
      assertThat(Files.readAllLines(file))
          .hasSize(2)
          .anyMatch(line -> line.matches("api-key otk_\\S+"))
          .anyMatch(line -> line.matches("sign-in-link http://\\S+token=\\S+"));
      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(program.output()).doesNotContain("otk_").doesNotContain("token=");
    }
  }

  @Test
  void a_key_is_made_in_one_line_while_the_server_runs() throws Exception {
    String file = directory.resolve("secrets").toString();
    try (Program program =
            Program.start(directory, "serve", "--port", "0", "--print-secrets-to", file);
        Tools tools = new Tools()) {
      String uri = program.uri();
      program.awaitFile(Path.of(file), Pattern.compile("api-key otk_\\S+\n"));

      int code =
          tools.run(
              "keys",
              "create",
              "--name",
              "Back end",
              "--scope",
              "read",
              "--expires-in",
              "P1D",
              "--server",
              uri,
              "--key-file",
              file);

      assertThat(code).as(tools.err()).isZero();
      String key = tools.out().strip();
      assertThat(Api.send("GET", uri, key, "/organisations", "").statusCode()).isEqualTo(200);
      assertThat(Api.send("GET", uri, key, "/keys", "").statusCode()).isEqualTo(403);

      Path narrow = Files.writeString(directory.resolve("narrow"), key);
      int refused =
          tools.run(
              "keys",
              "create",
              "--name",
              "x",
              "--scope",
              "admin",
              "--server",
              uri,
              "--key-file",
              narrow.toString());

      assertThat(refused).isEqualTo(1);
      assertThat(tools.err())
          .contains("/v1/keys: the server refuses to create the key: ")
          .contains("scope admin");
    }
  }

  @Test
  void a_file_that_others_can_read_is_refused_before_a_key_is_made() throws Exception {
    Path file = Files.createFile(directory.resolve("secrets"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (Program program =
        Program.start(directory, "serve", "--port", "0", "--print-secrets-to", file.toString())) {

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("can be read or written by others");
      assertThat(directory.resolve("data")).doesNotExist();
    }
  }

  @Test
  void a_copy_of_the_table_is_for_its_owner_alone_whatever_the_umask() throws Exception {
    try (Tools tools = new Tools()) {
      tools.run(tools.on("one", "table", "create"));
      tools.run(tools.on("one", "demo", "--users", "5", "--organisations", "2"));
      String file = directory.resolve("one.jsonl").toString();
      try (Program export =
          Program.startWithin(directory, "umask 0", tools.on("one", "table", "export", file))) {
        assertThat(export.exitCode()).as(export.output()).isZero();
      }
    }

    assertThat(permissions(directory.resolve("one.jsonl"))).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve("one.jsonl.sha256"))).isEqualTo("rw-------");
  }

  @Test
  void small_files_with_data_are_for_their_owner_alone() throws IOException {
    Path file = directory.resolve("state");
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    WholeFile.write(file, new byte[1]);

    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
