package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.JobId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventType;
import dev.orgtable.history.Roster;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.testkit.Crowd;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the log of an organisation says of changes that a job completes: one event, in the
 * transaction that decides, and that of the job for what others did against it meanwhile.
 */
final class EventsOfJobsContract extends EventTable {

  private static final int MANY = 120;
  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName SELLERS = GroupName.of("sellers");
  private static final Group IN_SALES = new Group.OfOrganisation(SALES);
  private static final Group IN_SELLERS = new Group.OfOrganisation(SELLERS);

  @BeforeEach
  final void largeOrganisation() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(IN_SALES, READERS));
    orgtable().memberships().addMember(BOB, ACME, Set.of(IN_SALES, READERS));
    orgtable().invitations().invite(CAT, ACME, Set.of(IN_SALES));
  }

  private void assertOneEvent(EventType type, Supplier<Optional<JobId>> decision) {
    int before = eventsOf(ACME).size();
    assertThat(decision.get()).isPresent();

    List<Event> events = eventsOf(ACME);
    assertThat(events).hasSize(before + 1);
    assertThat(events.get(before).type()).isEqualTo(type);
    assertThat(work()).isEqualTo(1);
    assertThat(eventsOf(ACME)).isEqualTo(events);
  }

  @Test
  void a_renaming_has_one_event() {
    assertOneEvent(
        EventType.ORGANISATION_RENAMED,
        () -> orgtable().organisations().rename(ACME, "Other").job());
  }

  @Test
  void a_suspension_and_a_reactivation_have_one_each() {
    assertOneEvent(
        EventType.ORGANISATION_SUSPENDED, () -> orgtable().organisations().suspend(ACME).job());
    assertOneEvent(
        EventType.ORGANISATION_REACTIVATED,
        () -> orgtable().organisations().reactivate(ACME).job());
  }

  @Test
  void a_deletion_of_the_organisation_has_one() {
    assertOneEvent(EventType.ORGANISATION_DELETED, () -> orgtable().organisations().delete(ACME));
  }

  @Test
  void a_deletion_of_a_service_has_one_and_the_log_agrees_on_its_members() {
    assertOneEvent(EventType.SERVICE_DELETED, () -> orgtable().services().delete(ACME, BILLING));
    assertLogAgrees(BOB);
  }

  @Test
  void a_deletion_of_a_group_has_one_and_the_log_agrees_on_its_members() {
    assertOneEvent(
        EventType.GROUP_DELETED, () -> orgtable().groups().delete(ACME, SALES, Expected.ANYTHING));
    assertLogAgrees(BOB);
  }

  @Test
  void a_renaming_of_a_group_has_one_and_the_log_agrees_on_its_members() {
    assertOneEvent(
        EventType.GROUP_RENAMED,
        () -> orgtable().groups().rename(ACME, SALES, SELLERS, Expected.ANYTHING).job());
    assertLogAgrees(BOB);
    assertThat(groupsInLog(BOB)).contains(IN_SELLERS);
  }

  @Test
  void who_is_added_to_a_deleted_group_is_removed_with_an_event_of_the_job() {
    JobId job = orgtable().groups().delete(ACME, SALES, Expected.ANYTHING).orElseThrow();
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(IN_SALES));

    work();

    assertThat(lastChange(job, ANN).details())
        .isEqualTo(Details.of(idOf(ANN), ANN).removing(Set.of(IN_SALES)));
    assertLogAgrees(ANN);
    assertLogAgrees(BOB);
  }

  @Test
  void who_joins_a_deleted_group_by_an_invitation_is_removed_with_an_event_of_the_job() {
    JobId job = orgtable().groups().delete(ACME, SALES, Expected.ANYTHING).orElseThrow();
    orgtable().invitations().accept(CAT, ACME);

    work();

    assertLogAgrees(CAT);
    assertThat(lastChange(job, CAT).details().removed()).containsExactly(IN_SALES);
  }

  @Test
  void who_joins_a_deleted_service_by_an_invitation_is_removed_with_an_event_of_the_job() {
    user(DAN);
    orgtable().invitations().invite(DAN, ACME, Set.of(READERS));
    JobId job = orgtable().services().delete(ACME, BILLING).orElseThrow();
    orgtable().invitations().accept(DAN, ACME);

    work();

    assertLogAgrees(DAN);
    assertThat(lastChange(job, DAN).details())
        .isEqualTo(Details.of(idOf(DAN), DAN).removing(Set.of(READERS)));
  }

  @Test
  void who_is_added_to_the_old_name_of_a_group_is_moved_with_an_event_of_the_job() {
    JobId job =
        orgtable().groups().rename(ACME, SALES, SELLERS, Expected.ANYTHING).job().orElseThrow();
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(IN_SALES));

    work();

    assertThat(lastChange(job, ANN).details())
        .isEqualTo(
            Details.of(idOf(ANN), ANN).removing(Set.of(IN_SALES)).adding(Set.of(IN_SELLERS)));
    assertLogAgrees(ANN);
    assertLogAgrees(BOB);
  }

  @Test
  void who_was_in_a_renamed_group_and_is_changed_meanwhile_is_in_it_under_the_new_name() {
    JobId job =
        orgtable().groups().rename(ACME, SALES, SELLERS, Expected.ANYTHING).job().orElseThrow();
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF));

    work();

    assertThat(lastChange(job, BOB).details())
        .isEqualTo(
            Details.of(idOf(BOB), BOB).removing(Set.of(IN_SALES)).adding(Set.of(IN_SELLERS)));
    assertThat(groupsInLog(BOB)).containsExactlyInAnyOrder(IN_SELLERS, READERS, STAFF);
    assertLogAgrees(BOB);
  }

  @Test
  void who_is_invited_to_a_deleted_group_is_taken_out_with_an_event_of_the_job() {
    assertThat(orgtable().groups().delete(ACME, SALES, Expected.ANYTHING)).isPresent();
    orgtable().invitations().invite(DAN, ACME, Set.of(IN_SALES));

    work();

    List<Event> events = eventsOf(ACME);
    Event last = events.get(events.size() - 1);
    assertThat(last.type()).isEqualTo(EventType.INVITATION_GROUPS_CHANGED);
    assertThat(last.details().removed()).containsExactly(IN_SALES);
    assertThat(orgtable().invitations().get(DAN, ACME).groups()).isEmpty();
  }

  @Test
  void a_member_changed_by_a_process_whose_clock_is_ahead_is_removed_from_a_deleted_group() {
    set(
        "organisation/acme",
        "organisationGroupMember/bob@example.com",
        "event",
        AttributeValue.fromS(EventId.lastOf(clock.instant().plusSeconds(90)).value()));
    JobId job = orgtable().groups().delete(ACME, SALES, Expected.ANYTHING).orElseThrow();

    work();

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(READERS);
    assertThat(lastChange(job, BOB).details().removed()).containsExactly(IN_SALES);
  }

  /** Returns the last event, which must be that of a job that changed the groups of a member. */
  private Event lastChange(JobId job, EmailAddress member) {
    List<Event> events = eventsOf(ACME);
    Event last = events.get(events.size() - 1);
    assertThat(last.type()).isEqualTo(EventType.MEMBER_GROUPS_CHANGED);
    assertThat(last.actor()).isEqualTo(new Actor(Actor.Kind.JOB, job.value()));
    assertThat(last.details().user()).isEqualTo(new Details.Person(idOf(member), member));
    return last;
  }

  private void assertLogAgrees(EmailAddress member) {
    assertThat(groupsInLog(member)).isEqualTo(orgtable().memberships().get(member, ACME).groups());
  }

  /** Returns the groups that a member has by the log alone. */
  private Set<Group> groupsInLog(EmailAddress member) {
    Roster roster = new Roster();
    eventsOf(ACME).forEach(roster::apply);
    return Objects.requireNonNull(roster.members().get(member)).groups();
  }
}
