package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.cli.file.Checksum;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large table is filled, verified, exported and imported by processes with a small heap; the
 * engine runs in this process. The system properties {@code large.users} and {@code
 * large.organisations} set the size; {@code large.data} sets a data directory, by default the
 * engine is in memory. An existing table is not filled again.
 */
@Tag("slow")
final class LargeTableTest {

  private static final String HEAP = "-Xmx256m";
  private static final int FEW_USERS = 1200;
  private static final int FEW_ORGANISATIONS = 100;

  /** An import says before and after it that the logs begin with it. */
  private static final int EVENTS_OF_IMPORT = 2;

  @TempDir private Path directory;

  private final Tools tools =
      Optional.ofNullable(System.getProperty("large.data"))
          .map(data -> new Tools(LoopbackEndpoint.on(Path.of(data))))
          .orElseGet(Tools::new);

  @BeforeEach
  void createTables() {
    tools.run(tools.on("one", "table", "create"));
    tools.run(tools.on("two", "table", "create"));
  }

  @AfterEach
  void close() {
    tools.close();
  }

  @SuppressWarnings("SystemOut") // the figures are for whoever runs it to read
  private void run(String table, String... arguments) throws InterruptedException {
    try (Program program =
        Program.startWithin(
            directory, "export JDK_JAVA_OPTIONS=" + HEAP, tools.on(table, arguments))) {
      int code = program.exitCode();
      System.out.println(
          HEAP
              + " "
              + String.join(" ", arguments)
              + ": "
              + program.output().lines().reduce((former, last) -> last).orElse(""));
      assertThat(code).as(program.output()).isZero();
      assertThat(program.output()).contains("JDK_JAVA_OPTIONS: " + HEAP);
    }
  }

  @Test
  void a_small_heap_is_enough_for_a_large_table() throws Exception {
    String users = Integer.toString(Integer.getInteger("large.users", FEW_USERS));
    String organisations =
        Integer.toString(Integer.getInteger("large.organisations", FEW_ORGANISATIONS));
    if (tools.items("one").isEmpty()) {
      run("one", "demo", "--users", users, "--organisations", organisations);
    }
    run("one", "table", "verify");
    run("one", "table", "export", "t.jsonl.gz");

    run("two", "table", "import", directory.resolve("t.jsonl.gz").toString());

    run("two", "table", "verify");
    run("two", "table", "export", "u.jsonl.gz");
    assertThat(Checksum.read(directory.resolve("u.jsonl.gz")).orElseThrow().items())
        .isEqualTo(
            Checksum.read(directory.resolve("t.jsonl.gz")).orElseThrow().items()
                + EVENTS_OF_IMPORT);
  }
}
