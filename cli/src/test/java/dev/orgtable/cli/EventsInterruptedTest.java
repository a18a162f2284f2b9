package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.event.Cause;
import dev.orgtable.event.EventId;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exports of events in separate processes that end in the middle, and are continued. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsInterruptedTest {

  private static final String ONE_LOG = "--organisation ACME";

  /** In one segment, so that the order is always the same. */
  private static final String ALL_LOGS = "--all --segments 1";

  private static final String TABLE = "one";
  private static final int EVENTS = 4_000;

  /** Units a second; a page has about 200. */
  private static final String SLOWLY = "100";

  private static final Pattern SOME_LINES = Pattern.compile("\n");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");

  @TempDir private Path directory;

  private final Tools tools = new Tools();
  private OrganisationId acme;

  @BeforeAll
  void fill() {
    tools.run(tools.on(TABLE, "table", "create"));
    Orgtable orgtable =
        tools.ago(TABLE, Duration.ofHours(1)).because(new Cause("r".repeat(200), "k".repeat(200)));
    orgtable.users().create(User.of(ANN, new Profile("Ann", "A", ""), Instant.EPOCH));
    acme = orgtable.organisations().create("Acme", ANN).id();
    Map<String, AttributeValue> event =
        tools.all(TABLE).stream()
            .filter(item -> Tools.value(item, "id").s().equals("organisationEvents/" + acme))
            .findFirst()
            .orElseThrow();
    long tick = EventId.tick(Instant.now().minusSeconds(600));
    List<Map<String, AttributeValue>> events = new ArrayList<>();
    for (int each = 0; each < EVENTS; each++) {
      Map<String, AttributeValue> copy = new HashMap<>(event);
      String id = EventId.of(tick + each, UUID.randomUUID()).value();
      copy.put("rng", AttributeValue.fromS("organisationEvent/" + id));
      events.add(copy);
    }
    tools.items(TABLE).put(events, 4);
  }

  @AfterAll
  void close() {
    tools.close();
  }

  private String[] arguments(Path file, String log) {
    String line = "events export " + file + " " + log.replace("ACME", acme.value());
    return tools.on(TABLE, line.split(" "));
  }

  private Program slowly(Path file, String log) {
    return Program.start(directory, arguments(file, log + " --rate " + SLOWLY));
  }

  /** Continues an export, which then has the same bytes as one that was never interrupted. */
  private void assertContinues(Path file, String log) throws IOException {
    int lines = Files.readAllLines(file).size();
    assertThat(lines).isBetween(0, EVENTS);

    int code = tools.run(arguments(file, log));

    assertThat(code).as(tools.err()).isZero();
    Path whole = directory.resolve("whole.jsonl");
    assertThat(tools.run(arguments(whole, log))).as(tools.err()).isZero();
    assertThat(Files.readAllLines(whole)).hasSizeGreaterThan(EVENTS);
    assertThat(file).hasSameBinaryContentAs(whole);
    assertThat(sum(file)).isEqualTo(sum(whole));
  }

  private static String sum(Path file) throws IOException {
    return Files.readString(Path.of(file + ".sha256")).replace(file.getFileName().toString(), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE_LOG, ALL_LOGS})
  void ctrl_c_says_how_to_go_on_and_leaves_a_checksum_of_what_there_is(String log)
      throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (Program program = slowly(file, log)) {
      program.awaitFile(file, SOME_LINES);

      program.interrupt();

      assertThat(program.exitCode()).isEqualTo(130);
      assertThat(program.output())
          .isEqualTo("orgtable: stopped; run the same command to continue\n");
    }
    assertThat(sum(file)).startsWith("# " + Files.readAllLines(file).size() + " items\n");
    assertContinues(file, log);
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE_LOG, ALL_LOGS})
  void an_export_goes_on_after_kill_9(String log) throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (Program program = slowly(file, log)) {
      program.awaitFile(file, SOME_LINES);
      program.kill();
    }
    assertContinues(file, log);
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE_LOG, ALL_LOGS})
  void a_full_disk_is_told_and_the_export_goes_on_once_there_is_room(String log) throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (Program program = Program.startWithin(directory, "ulimit -f 1500", arguments(file, log))) {

      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .startsWith("orgtable: " + file + ": cannot write: ")
          .contains("free some space and run the same command to continue")
          .hasLineCount(1);
    }
    assertContinues(file, log);
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE_LOG, ALL_LOGS})
  void a_file_that_another_process_writes_is_left_alone(String log) throws Exception {
    Path file = directory.resolve("t.jsonl");
    try (FileChannel written =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = written.lock();
        Program other = Program.start(directory, arguments(file, log))) {

      assertThat(held.isValid()).isTrue();
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.output()).isEqualTo("orgtable: another process is writing " + file + "\n");
    }
    assertThat(file).isEmptyFile();
    assertContinues(file, log);
  }
}
