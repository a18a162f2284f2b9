package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.cli.file.ExportState;
import dev.orgtable.cli.file.ImportState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools in separate processes that are killed during their work. */
@Tag("slow")
final class KilledToolsTest {

  /** A rate so low that no tool completes before it is stopped. */
  private static final String SLOWLY = "200";

  private static final Pattern SOME_ITEMS = Pattern.compile("\"items\":[1-9]");

  @TempDir private Path directory;

  private static final Tools TOOLS = new Tools();

  /** The target table of a copy, different for each test. */
  private final String two = "two-" + UUID.randomUUID();

  @BeforeAll
  static void fill() {
    TOOLS.run(TOOLS.on("one", "table", "create"));
    int code = TOOLS.run(TOOLS.on("one", "demo", "--users", "1500", "--organisations", "150"));
    assertThat(code).as(TOOLS.err()).isZero();
  }

  @AfterAll
  static void close() {
    TOOLS.close();
  }

  @BeforeEach
  void createTable() {
    TOOLS.run(TOOLS.on(two, "table", "create"));
  }

  private Program start(String table, String... arguments) {
    return Program.start(directory, TOOLS.on(table, arguments));
  }

  private Path exported(String name) {
    Path file = directory.resolve(name);
    assertThat(TOOLS.run(TOOLS.on("one", "table", "export", file.toString())))
        .as(TOOLS.err())
        .isZero();
    return file;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().sorted().toList();
  }

  private void assertSame() {
    assertThat(TOOLS.data(two)).containsExactlyInAnyOrderElementsOf(TOOLS.data("one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.jsonl", "t.jsonl.gz"})
  void an_export_goes_on_after_kill_9(String name) throws Exception {
    Path file = directory.resolve(name);
    String[] arguments = {"table", "export", file.toString(), "--segments", "2"};
    try (Program program =
        start("one", "table", "export", file + "", "--segments", "2", "--rate", SLOWLY)) {
      program.awaitFile(ExportState.beside(file), SOME_ITEMS);
      program.kill();
    }
    boolean whole = Files.exists(file);
    int begunAgain = TOOLS.run(TOOLS.on("one", arguments));
    String told = TOOLS.err();

    int resumed = TOOLS.run(TOOLS.on("one", "table", "export", file.toString(), "--resume"));

    assertThat(whole).isFalse();
    assertThat(begunAgain).isEqualTo(1);
    assertThat(told).contains("use --resume to continue it");
    assertThat(resumed).as(TOOLS.err()).isZero();
    assertThat(TOOLS.run(TOOLS.on(two, "table", "import", file.toString())))
        .as(TOOLS.err())
        .isZero();
    assertSame();
  }

  @Test
  void a_file_that_was_damaged_meanwhile_is_not_continued() throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (Program program =
        start("one", "table", "export", file + "", "--segments", "2", "--rate", SLOWLY)) {
      program.awaitFile(ExportState.beside(file), SOME_ITEMS);
      program.kill();
    }
    Files.write(directory.resolve("t.jsonl.part"), new byte[] {1, 2, 3});

    int resumed = TOOLS.run(TOOLS.on("one", "table", "export", file.toString(), "--resume"));

    assertThat(resumed).isEqualTo(1);
    assertThat(TOOLS.err()).contains("was modified");
  }

  @Test
  void an_import_goes_on_after_kill_9() throws Exception {
    Path file = exported("t.jsonl.gz");
    try (Program program = start(two, "table", "import", file + "", "--rate", "1000")) {
      program.awaitFile(ImportState.beside(file), SOME_ITEMS);
      program.kill();
    }
    int before = TOOLS.data(two).size();
    int begunAgain = TOOLS.run(TOOLS.on(two, "table", "import", file.toString()));

    int resumed = TOOLS.run(TOOLS.on(two, "table", "import", file.toString(), "--resume"));

    assertThat(before).isLessThan(TOOLS.data("one").size());
    assertThat(begunAgain).isEqualTo(1);
    assertThat(resumed).as(TOOLS.err()).isZero();
    assertSame();
  }

  @Test
  void ctrl_c_stops_an_export_which_says_how_to_go_on() throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (Program program =
        start("one", "table", "export", file + "", "--segments", "2", "--rate", SLOWLY)) {
      program.awaitFile(ExportState.beside(file), SOME_ITEMS);

      program.interrupt();

      assertThat(program.exitCode()).isEqualTo(130);
      assertThat(program.output())
          .isEqualTo("orgtable: stopped; run the same command with --resume to continue\n");
    }
    assertThat(TOOLS.run(TOOLS.on("one", "table", "export", file.toString(), "--resume")))
        .as(TOOLS.err())
        .isZero();
    assertThat(lines(file)).isEqualTo(lines(exported("u.jsonl")));
  }

  @Test
  void a_full_disk_is_told_and_nothing_half_is_taken_for_whole() throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (Program program =
        Program.startWithin(
            directory, "ulimit -f 1500", TOOLS.on("one", "table", "export", file + ""))) {

      int code = program.exitCode();

      assertThat(code).as(program.output()).isEqualTo(1);
      assertThat(program.output()).startsWith("orgtable: ").contains("File too large");
    }
    assertThat(file).doesNotExist();
    assertThat(TOOLS.run(TOOLS.on("one", "table", "export", file.toString(), "--resume")))
        .as(TOOLS.err())
        .isZero();
    assertThat(lines(file)).isEqualTo(lines(exported("u.jsonl")));
  }
}
