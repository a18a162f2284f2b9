package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether a table keeps events, and whether its logs are true, from the command line. */
final class EventsCommandTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final Tools TOOLS = new Tools();

  private final String table = "events-" + UUID.randomUUID();

  @BeforeEach
  void create() {
    TOOLS.run(TOOLS.on(table, "table", "create"));
  }

  @AfterAll
  static void close() {
    TOOLS.close();
  }

  private int run(String line) {
    return TOOLS.run(TOOLS.on(table, line.split(" ")));
  }

  @Test
  void a_new_table_keeps_events_from_its_first_change() {
    int code = run("events show");

    assertThat(code).isZero();
    assertThat(TOOLS.out()).isEqualTo("events since the table was created, kept for 400 days\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1, kept for 1 days",
    "36525, kept for 36525 days",
    "0, kept for ever",
    "400, kept for 400 days"
  })
  void events_are_kept_as_long_as_is_said(String days, String told) {
    int code = run("events keep --retention-days " + days);

    assertThat(code).as(TOOLS.err()).isZero();
    assertThat(TOOLS.out()).startsWith("events since ").endsWith(told + "\n");
    run("events show");
    assertThat(TOOLS.out()).endsWith(told + "\n");
  }

  @Test
  void without_a_number_of_days_the_retention_stays_as_it_is() {
    run("events keep --retention-days 730");

    int code = run("events keep");

    assertThat(code).isZero();
    assertThat(TOOLS.out()).endsWith("kept for 730 days\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "36526", "99999999999", "x", "1.5"})
  void a_retention_out_of_range_is_refused_by_its_option(String days) {
    int code = run("events keep --retention-days " + days);

    assertThat(code).isEqualTo(2);
    assertThat(TOOLS.err())
        .contains("--retention-days")
        .endsWith("Try: orgtable events keep --help\n")
        .hasLineCount(2);
    run("events show");
    assertThat(TOOLS.out()).endsWith("kept for 400 days\n");
  }

  @Test
  void stop_tells_what_it_would_do_and_stops_once_it_is_confirmed() {
    int planned = run("events stop");
    String plan = TOOLS.out();
    assertThat(TOOLS.err())
        .isEqualTo("nothing was changed; stop with orgtable events stop --apply\n");
    run("events show");
    assertThat(TOOLS.out()).doesNotContain("until");

    int stopped = run("events stop --apply");

    assertThat(planned).isEqualTo(1);
    assertThat(plan).endsWith("would keep no events from a minute from now on\n");
    assertThat(stopped).isZero();
    assertThat(TOOLS.out()).matches("events since the table was created until \\S+, kept .*\n");
    String told = TOOLS.out();
    assertThat(run("events stop")).isZero();
    assertThat(TOOLS.out()).isEqualTo(told);
  }

  @Test
  void a_table_that_stopped_keeps_events_again_from_then_on() {
    run("events stop --apply");

    int code = run("events keep");

    assertThat(code).isZero();
    assertThat(TOOLS.out()).matches("events since \\d\\S+, kept for 400 days\n");
    assertThat(TOOLS.err())
        .matches("the logs begin anew: what is changed from \\S+ until \\S+ may be in none\n");
    run("events keep --retention-days 7");
    assertThat(TOOLS.err()).isEmpty();
  }

  @Test
  void the_command_alone_shows_its_subcommands() {
    int code = TOOLS.run("events");

    assertThat(code).isEqualTo(2);
    assertThat(TOOLS.err()).contains("export  ", "keep  ", "show  ", "stop  ", "is missing");
  }

  private OrganisationId organisation() {
    Orgtable orgtable = TOOLS.ago(table, Duration.ofHours(1));
    for (EmailAddress user : Set.of(ANN, BOB)) {
      orgtable.users().create(User.of(user, new Profile("A", "B", ""), Instant.EPOCH));
    }
    OrganisationId acme = orgtable.organisations().create("Acme", ANN).id();
    orgtable.memberships().addMember(BOB, acme, Set.of());
    orgtable.memberships().addToGroups(BOB, acme, Set.of(Group.of("editors")));
    orgtable.organisations().rename(acme, "Acme Ltd");
    return acme;
  }

  /** Takes the event of a type out of the log of an organisation. */
  private void lose(OrganisationId organisation, String type) {
    Map<String, AttributeValue> event =
        TOOLS.all(table).stream()
            .filter(
                item -> Tools.value(item, "id").s().equals("organisationEvents/" + organisation))
            .filter(item -> Tools.value(item, "type").s().equals(type))
            .findFirst()
            .orElseThrow();
    TOOLS.delete(table, event);
  }

  @Test
  void a_log_that_does_not_tell_the_members_is_found_by_its_replay_alone() {
    OrganisationId acme = organisation();
    int clean = run("table verify --logs");
    assertThat(TOOLS.out()).isEmpty();
    assertThat(TOOLS.err()).contains("0 violations found");
    lose(acme, "member.added");
    int withoutLogs = run("table verify");

    int code = run("table verify --logs");

    assertThat(clean).isZero();
    assertThat(withoutLogs).isZero();
    assertThat(code).isEqualTo(1);
    assertThat(TOOLS.out())
        .startsWith("LOG_DIFFERS organisation/" + acme + " ")
        .contains(BOB.value())
        .hasLineCount(1);
    assertThat(TOOLS.err()).contains("1 violations found");
    run("table verify --logs --json --segments 2");
    assertThat(TOOLS.out()).startsWith("{\"code\":\"LOG_DIFFERS\",\"id\":\"organisation/" + acme);
  }

  @Test
  void a_record_whose_last_event_is_lost_is_found_without_the_replay() {
    OrganisationId acme = organisation();
    lose(acme, "organisation.renamed");

    int code = run("table verify");

    assertThat(code).isEqualTo(1);
    assertThat(TOOLS.out()).startsWith("EVENT_MISSING organisation/" + acme).hasLineCount(1);
  }
}
