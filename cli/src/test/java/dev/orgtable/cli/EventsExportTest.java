package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.event.EventSettings;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code orgtable events export}: files that grow, whatever interrupts them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsExportTest {

  private static final String TABLE = "one";
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final String USER = "--user";
  private static final String ORGANISATION = "--organisation";
  private static final String TABLE_LOG = "--table-log";
  private static final String ALL = "--all";

  @TempDir private Path directory;

  private final JsonMapper json = new JsonMapper();
  private final Tools tools = new Tools();
  private UserId ann;
  private UserId bob;
  private OrganisationId acme;
  private OrganisationId beta;

  @BeforeAll
  void change() {
    tools.run(tools.on(TABLE, "table", "create"));
    Orgtable orgtable = anHourAgo();
    Instant since = Instant.parse("2026-01-01T00:00:00Z");
    ann = orgtable.users().create(User.of(ANN, new Profile("Ann", "A", ""), since)).id();
    bob = orgtable.users().create(User.of(BOB, new Profile("Bjørn", "B", ""), since)).id();
    acme = orgtable.organisations().create("Acme", ANN).id();
    orgtable.memberships().addMember(BOB, acme, Set.of(Group.of("editors")));
    orgtable.memberships().remove(BOB, acme);
    beta = orgtable.organisations().create("Beta", BOB).id();
    orgtable.organisations().delete(beta);
    orgtable.apiKeys().create("key", Set.of(Scope.READ));
  }

  @AfterAll
  void close() {
    tools.close();
  }

  private String[] arguments(Path file, String... log) {
    List<String> all = new ArrayList<>(List.of("events", "export", file.toString()));
    for (String each : log) {
      all.add(
          each.replace("ACME", acme.value())
              .replace("BETA", beta.value())
              .replace("ANN", ann.value())
              .replace("BOB", bob.value()));
    }
    return tools.on(TABLE, all.toArray(String[]::new));
  }

  private int export(Path file, String... log) {
    return tools.run(arguments(file, log));
  }

  private Path exported(String name, String... log) {
    Path file = directory.resolve(name);
    assertThat(export(file, log)).as(tools.err()).isZero();
    return file;
  }

  private List<String> types(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> json.readTree(line).path("type").asString())
        .toList();
  }

  private Orgtable anHourAgo() {
    return tools.ago(TABLE, Duration.ofHours(1));
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--organisation ACME, organisation.created member.added member.removed",
    "--organisation BETA, organisation.created organisation.deleted",
    "--user ANN, user.created",
    "--user Ann@Example.com, user.created",
    "--table-log, api_key.created"
  })
  void an_export_has_the_events_of_one_log_in_their_order(String log, String types)
      throws IOException {
    Path file = exported("log.jsonl", log.split(" "));

    assertThat(types(file)).containsExactly(types.split(" "));
    assertThat(Files.readString(directory.resolve("log.jsonl.sha256")))
        .isEqualTo("# " + types(file).size() + " items\n" + sha256(file) + "  log.jsonl\n");
    assertThat(tools.err())
        .startsWith(
            types(file).size() + " events written, " + types(file).size() + " in all, up to")
        .endsWith("SHA-256 " + sha256(file) + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void an_export_of_all_logs_has_the_events_of_each_in_their_order() throws IOException {
    Path file = exported("all.jsonl", ALL);

    List<String> lines = new ArrayList<>();
    for (String log : List.of("ACME", "BETA")) {
      lines.addAll(Files.readAllLines(exported(log, ORGANISATION, log)));
    }
    for (String log : List.of("ANN", bob.value())) {
      lines.addAll(Files.readAllLines(exported(log, USER, log)));
    }
    lines.addAll(Files.readAllLines(exported("table", TABLE_LOG)));
    assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(types(file).stream().filter(type -> type.startsWith("member.")))
        .containsExactly("member.added", "member.removed");
    assertThat(Files.readString(beside(file, ".sha256"))).contains(sha256(file));
  }

  @Test
  void an_event_tells_the_members_who_were_added_at_once() throws IOException {
    Orgtable orgtable = anHourAgo();
    OrganisationId club = orgtable.organisations().create("Club", ANN).id();
    EmailAddress cat = EmailAddress.of("cat@example.com");
    orgtable.users().create(User.of(cat, new Profile("Cat", "C", ""), Instant.EPOCH));
    orgtable
        .memberships()
        .addMembers(club, Map.of(BOB, Set.of(Group.of("editors")), cat, Set.of()));

    Path file = exported("club.jsonl", ORGANISATION, club.value());

    JsonNode event = json.readTree(Files.readAllLines(file).get(1));
    assertThat(event.path("type").asString()).isEqualTo("members.added");
    assertThat(event.path("members").valueStream())
        .extracting(
            member -> member.at("/user/email").asString(),
            member -> member.at("/added/groups/0").asString(""))
        .containsExactlyInAnyOrder(tuple(BOB.value(), "editors"), tuple(cat.value(), ""));
    assertThat(event.at("/members/0/user/id").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--organisation CLUB", "--all"})
  void running_it_again_appends_what_came_since(String log) throws IOException {
    String other = "grows-" + log.length();
    OrganisationId club = clubOn(other, Duration.ofHours(1));
    Path file = directory.resolve("grows.jsonl");
    String[] arguments =
        ("events export " + file + " " + log).replace("CLUB", "" + club).split(" ");
    int first = tools.run(tools.on(other, arguments));
    String before = Files.readString(file);
    Duration settling = EventSettings.SETTLING;
    tools.ago(other, settling).organisations().rename(club, "Other name");

    int second = tools.run(tools.on(other, arguments));

    assertThat(List.of(first, second)).as(tools.err()).containsOnly(0);
    assertThat(tools.err()).startsWith("1 events written, ");
    String after = Files.readString(file);
    assertThat(after).startsWith(before);
    assertThat(after.substring(before.length())).contains("organisation.renamed", "Other name");
    assertThat(Files.readString(beside(file, ".sha256"))).contains(sha256(file));
  }

  /** Creates a table with an organisation, and returns its id. */
  private OrganisationId clubOn(String other, Duration ago) {
    tools.run(tools.on(other, "table", "create"));
    Orgtable orgtable = tools.ago(other, ago);
    orgtable.users().create(User.of(ANN, new Profile("Ann", "A", ""), Instant.EPOCH));
    return orgtable.organisations().create("Club", ANN).id();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--organisation CLUB", "--all"})
  void the_events_of_the_last_minutes_are_left_for_later(String log) {
    String other = "late-" + log.length();
    OrganisationId club = clubOn(other, Duration.ZERO);
    Path file = directory.resolve("late.jsonl");
    String[] arguments =
        ("events export " + file + " " + log).replace("CLUB", "" + club).split(" ");

    int code = tools.run(tools.on(other, arguments));

    assertThat(code).as(tools.err()).isZero();
    assertThat(file).isEmptyFile();
    assertThat(tools.err()).contains("later ones come with the next run");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.2, 0.34, 0.5, 0.67, 0.9, 0.999})
  void an_export_that_was_cut_anywhere_is_continued_to_the_same_bytes(double part)
      throws IOException {
    Path whole = exported("whole.jsonl", ORGANISATION, "ACME");
    byte[] bytes = Files.readAllBytes(whole);
    Path file = directory.resolve("cut.jsonl");
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * part)));

    exported("cut.jsonl", ORGANISATION, "ACME");

    assertThat(file).hasBinaryContent(bytes);
    assertThat(Files.readString(beside(file, ".sha256"))).contains(sha256(file));
  }

  @ParameterizedTest
  @CsvSource({
    "--organisation ACME, --organisation BETA",
    "--organisation ACME, --user ANN",
    "--organisation ACME, --table-log",
    "--user ANN, --user BOB",
    "--user ANN, --table-log",
    "--user ANN, --organisation ACME",
    "--table-log, --user ANN",
    "--all, --organisation ACME",
    "--table-log, --all"
  })
  void a_file_of_another_log_is_refused_and_left_as_it_is(String of, String other)
      throws IOException {
    Path file = exported("of.jsonl", of.split(" "));
    Files.writeString(file, "{\"id\":\"half", StandardOpenOption.APPEND);
    byte[] bytes = Files.readAllBytes(file);

    int code = export(file, other.split(" "));

    assertThat(code).isEqualTo(1);
    assertThat(tools.err())
        .startsWith("orgtable: " + file)
        .containsAnyOf("another log", "the events of all logs");
    assertThat(file).hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A letter", "A letter\n", "{}\n{\"id\":\"", "\n", "[1]\n\"a\"\nrest"})
  void a_file_of_another_program_is_refused_and_left_as_it_is(String content) throws IOException {
    Path file = directory.resolve("letter.txt");
    Files.writeString(file, content);

    for (String log : List.of("--organisation ACME", "--table-log", ALL)) {
      assertThat(export(file, log.split(" "))).as(tools.err()).isEqualTo(1);
      assertThat(tools.err()).startsWith("orgtable: " + file).hasLineCount(1);
      assertThat(file).hasContent(content);
      assertThat(beside(file, ".sha256")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--organisation ACME", "--all"})
  void a_file_that_was_changed_is_not_continued(String log) throws IOException {
    Path file = exported("changed.jsonl", log.split(" "));
    String content = Files.readString(file);
    Files.writeString(file, content.replaceFirst("member.removed", "member.reloved"));
    int changed = export(file, log.split(" "));
    String ofChanged = tools.err();
    Files.writeString(file, content.substring(content.indexOf('\n') + 1));

    int shortened = export(file, log.split(" "));

    assertThat(List.of(changed, shortened)).containsOnly(1);
    assertThat(ofChanged).contains(file + " is damaged: its SHA-256 differs");
    assertThat(tools.err()).containsAnyOf(file + " is damaged: it has ", file + " was modified");
  }

  @Test
  void an_export_of_all_logs_needs_its_state_and_its_table() throws IOException {
    Path file = exported("state.jsonl", ALL);
    String state = Files.readString(beside(file, ".state"));
    Files.writeString(beside(file, ".state"), state.replace(TABLE + " of", "two of"));
    int otherTable = export(file, ALL);
    String ofOtherTable = tools.err();
    Files.writeString(beside(file, ".state"), "{}");
    int noState = export(file, ALL);
    String ofNoState = tools.err();
    Files.writeString(beside(file, ".state"), state);
    Files.delete(file);

    int missing = export(file, ALL);

    assertThat(List.of(otherTable, noState, missing)).containsOnly(1);
    assertThat(ofOtherTable).contains("has the events of two of ", ", not of " + TABLE + " of ");
    assertThat(ofNoState).contains("was not written by an export of events");
    assertThat(tools.err()).contains(file + " is missing: delete ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--table-log --all | mutually exclusive",
        "--all --segments 0 | --segments must be 1 to 256",
        "--table-log --segments 2 | --segments needs --all",
        "--all --rate 0 | --rate must be 1 to",
        "--organisation a/b | --organisation must be 1 to 64",
        "--user nobody | --user must be an address or a user id",
        "--user a@b@c | --user must be an address",
        "--user | Expected parameter for option '--user'",
        "--since 2026-01-01 --all | Unknown option"
      })
  void wrong_usage_is_told_by_its_option(String options, String told) {
    Path file = directory.resolve("wrong.jsonl");

    int code = export(file, options.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(tools.err()).contains(told).endsWith("Try: orgtable events export --help\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void an_export_names_a_log() {
    int code = export(directory.resolve("none.jsonl"));

    assertThat(code).isEqualTo(2);
    assertThat(tools.err())
        .contains("--organisation=ID | --user=ID | --table-log | --all")
        .endsWith("Try: orgtable events export --help\n");
  }

  @Test
  void a_user_who_does_not_exist_is_told_and_nothing_is_made() {
    Path file = directory.resolve("nobody.jsonl");

    int code = export(file, USER, "nobody@example.com");

    assertThat(code).isEqualTo(1);
    assertThat(tools.err()).contains("nobody@example.com does not exist");
    assertThat(file).doesNotExist();
  }
}
