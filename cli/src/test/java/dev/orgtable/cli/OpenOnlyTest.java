package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands that only open a table do not create one. */
final class OpenOnlyTest {

  @TempDir private Path directory;

  private final StringWriter err = new StringWriter();

  private int run(String line, Path data) {
    CommandLine commands = Main.commands(Map.of());
    commands.setOut(new PrintWriter(new StringWriter(), true));
    commands.setErr(new PrintWriter(err, true));
    String[] words = line.replace("FILE", directory.resolve("out.jsonl").toString()).split(" ");
    return commands.execute(
        Stream.concat(
                Stream.of(words),
                Stream.of("--data", data.toString(), "--engine", "dynamodb-local"))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table export FILE",
        "table verify",
        "table repair",
        "table repair --apply",
        "table upgrade --apply",
        "table offboard ann@example.com --apply",
        "table sweep",
        "table describe",
        "keys create --name x --scope read",
        "keys list",
        "keys revoke abcdefghijkl"
      })
  void a_mistyped_directory_is_told_and_nothing_is_made(String line) throws IOException {
    Path missing = directory.resolve("typo");
    Path empty = Files.createDirectory(directory.resolve("empty"));

    int atMissing = run(line, missing);
    int atEmpty = run(line, empty);

    assertThat(List.of(atMissing, atEmpty)).containsOnly(1);
    assertThat(err.toString())
        .isEqualTo(
            "orgtable: there is no database in "
                + missing
                + ": no such directory; create one with orgtable table create, serve, demo or table"
                + " import\norgtable: there is no database in "
                + empty
                + ": no file orgtable.db in it; create one with orgtable table create, serve, demo"
                + " or table import\n");
    assertThat(missing).doesNotExist();
    assertThat(empty).isEmptyDirectory();
    assertThat(directory.resolve("out.jsonl")).doesNotExist();
  }

  @Test
  void a_database_without_the_table_is_told() {
    Engines.byDefault().with(EngineType.DYNAMODB_LOCAL).on(directory.resolve("data")).close();

    int code = run("table verify", directory.resolve("data"));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("there is no table orgtable of").contains("table create");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table verify", "table create", "table import FILE"})
  void an_empty_database_is_told_by_every_command(String line) throws IOException {
    Files.createFile(directory.resolve("orgtable.db"));
    Files.writeString(
        directory.resolve("out.jsonl"), "{\"id\":{\"S\":\"a\"},\"rng\":{\"S\":\"b\"}}");

    int code = run(line, directory);

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("orgtable.db is empty");
    assertThat(directory.resolve("orgtable.db")).isEmptyFile();
  }

  @Test
  void an_import_of_a_file_that_is_not_there_makes_nothing() {
    int code = run("table import FILE", directory.resolve("data"));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("there is no " + directory.resolve("out.jsonl"));
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void an_export_of_nothing_is_refused_unless_it_is_meant() {
    Path data = directory.resolve("data");
    run("table create", data);

    int refused = run("table export FILE", data);
    boolean written = Files.exists(directory.resolve("out.jsonl"));
    int meant = run("table export FILE --allow-empty", data);

    assertThat(List.of(refused, meant)).containsExactly(1, 0);
    assertThat(err.toString()).contains("has no items, nothing was written");
    assertThat(written).isFalse();
    assertThat(directory.resolve("out.jsonl")).content().hasLineCount(1).contains("eventSettings");
    assertThat(run("table import FILE", directory.resolve("copy"))).isZero();
  }
}
