package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventSettings;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.role.GroupDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The verifier finds changes without an event, and logs that do not tell what is. */
public final class VerifierOfEventsContract extends EditedLogs {

  /** The code of violations that this contract has, beside those of the verifier's contract. */
  public static final Code ALSO = Code.LOG_DIFFERS;

  private static final String ORGANISATION = "organisation/acme";
  private static final String BOB_IN_ACME = "organisationGroupMember/bob@example.com";

  @BeforeEach
  void bob_is_in_acme() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  private List<Violation> ofLogs() {
    List<Violation> found = new ArrayList<>();
    Maintenance.of(orgtable()).verifier().verifyLogs(1, found::add, read -> {});
    return found;
  }

  private static List<String> lines(List<Violation> violations) {
    return violations.stream()
        .map(found -> found.code() + " " + found.id() + " " + found.rng())
        .toList();
  }

  @Test
  void nothing_is_wrong_with_what_operations_wrote() {
    assertThat(violations()).isEmpty();
    assertThat(ofLogs()).isEmpty();
  }

  @Test
  void an_event_that_is_gone_is_missed_on_each_record_that_it_changed() {
    remove(eventsOf(ACME).get(1));

    assertThat(lines(violations()))
        .containsExactlyInAnyOrder(
            "EVENT_MISSING " + ORGANISATION + " organisation",
            "EVENT_MISSING " + ORGANISATION + " " + BOB_IN_ACME);
    assertThat(violations().get(0).detail()).contains("event");
  }

  @Test
  void the_event_of_a_user_that_is_gone_is_missed() {
    remove(eventsOf(BOB).get(0));

    assertThat(lines(violations())).containsExactly("EVENT_MISSING user/bob@example.com user");
  }

  @Test
  void an_event_whose_retention_is_over_is_not_missed() {
    remove(eventsOf(ACME).get(1));
    clock.advance(Duration.ofDays(400).minus(EventSettings.SETTLING));
    assertThat(violations()).hasSize(2);

    clock.advance(Duration.ofMillis(1));
    assertThat(violations()).isEmpty();
  }

  @Test
  void what_a_shorter_retention_removed_is_not_missed_after_it_was_prolonged() {
    orgtable().events().keep(7);
    clock.advance(Duration.ofDays(8));
    remove(eventsOf(ACME).get(1));
    orgtable().events().keep(400);

    assertThat(violations()).isEmpty();
  }

  @Test
  void what_a_shorter_retention_removes_is_not_missed_after_it_was_prolonged() {
    orgtable().events().keep(7);
    user(DAN);
    clock.advance(Duration.ofDays(3));
    orgtable().events().keep(EventSettings.FOR_EVER);
    clock.advance(Duration.ofDays(5));
    eventsOf(ACME).forEach(this::remove);
    eventsOf(DAN).forEach(this::remove);

    assertThat(violations()).isEmpty();
    assertThatThrownBy(
            () -> orgtable().events().membersAt(ACME, clock.instant().minus(Duration.ofHours(180))))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_member_changed_without_an_event_is_told_by_the_replay() {
    set(
        ORGANISATION,
        BOB_IN_ACME,
        "groups",
        AttributeValue.fromSs(List.of("organisationGroup/other")));

    List<Violation> found = ofLogs();
    assertThat(lines(found)).containsExactly("LOG_DIFFERS " + ORGANISATION + " organisation");
    assertThat(found.get(0).detail())
        .contains("bob@example.com")
        .contains("staff")
        .contains("other");
  }

  @Test
  void neither_the_replay_nor_the_past_is_wrong_while_jobs_remove_and_rename_groups() {
    service(ACME, BILLING);
    orgtable().groups().create(ACME, STAFF.name(), GroupDetails.NONE);
    IntStream.range(0, 100)
        .mapToObj(i -> EmailAddress.of("u" + i + "@example.com"))
        .forEach(
            each -> {
              user(each);
              orgtable().memberships().addMember(each, ACME, Set.of(STAFF, READERS));
            });
    assertThat(orgtable().services().delete(ACME, BILLING)).isPresent();
    clock.advance(EventSettings.SETTLING.plusSeconds(1));

    assertThat(ofLogs()).isEmpty();
    assertThat(
            orgtable()
                .events()
                .membersAt(ACME, orgtable().events().settled().minusMillis(1))
                .members())
        .hasSize(102)
        .allSatisfy((user, seat) -> assertThat(seat.groups()).doesNotContain(READERS));
    assertThat(work()).isPositive();
    assertThat(ofLogs()).isEmpty();
    GroupName crew = GroupName.of("crew");
    assertThat(orgtable().groups().rename(ACME, STAFF.name(), crew, Expected.ANYTHING).job())
        .isPresent();

    assertThat(ofLogs()).isEmpty();
    assertThat(work()).isPositive();
    assertThat(ofLogs()).isEmpty();
  }

  @Test
  void a_log_that_begins_later_is_not_replayed() {
    remove(eventsOf(ACME).get(0));
    set(
        ORGANISATION,
        BOB_IN_ACME,
        "groups",
        AttributeValue.fromSs(List.of("organisationGroup/other")));

    assertThat(ofLogs()).isEmpty();
  }

  @Test
  void a_user_whom_a_job_deletes_or_moves_misses_no_event() {
    IntStream.range(0, 60)
        .mapToObj(i -> OrganisationId.of("o" + i))
        .forEach(
            each -> {
              organisation(each, ANN);
              orgtable().memberships().addMember(BOB, each, Set.of(STAFF));
            });
    assertThat(orgtable().users().changeAddress(BOB, DAN).job()).isPresent();
    assertThat(violations()).isEmpty();
    assertThat(work()).isPositive();

    assertThat(orgtable().users().delete(DAN)).isPresent();

    assertThat(violations()).isEmpty();
    assertThat(work()).isPositive();
  }

  @Test
  void damaged_settings_are_told_and_no_event_is_missed() {
    remove(eventsOf(ACME).get(1));
    set("eventSettings", "eventSettings", "since", AttributeValue.fromS("soon"));

    assertThat(lines(violations())).containsExactly("ODD_VALUE eventSettings eventSettings");
  }

  @Test
  void repair_makes_no_event_up() {
    remove(eventsOf(ACME).get(1));
    int before = events().size();

    var unused = Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(events()).hasSize(before);
    assertThat(violations()).extracting(Violation::code).containsOnly(Code.EVENT_MISSING);
  }
}
