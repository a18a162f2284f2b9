package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.JobId;
import dev.orgtable.User.Account;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.event.Origin;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom events name as the actor where no caller can, or another one than the caller acts. */
final class ActorsContract extends EventTable {

  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "olga@example.com");
  private static final Actor KEY = new Actor(Actor.Kind.API_KEY, "k1", ANN.value());
  private static final GroupName SALES = GroupName.of("sales");

  @BeforeEach
  final void acmeHasAnOwner() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private InvitationStore invitations() {
    return orgtable().invitations();
  }

  private String token(EmailAddress invitee) {
    return invitations().issueToken(invitations().invite(invitee, ACME, Set.of(STAFF)));
  }

  private Event last(EventType type) {
    List<Event> events = events().stream().filter(event -> event.type() == type).toList();
    return events.get(events.size() - 1);
  }

  private Actor user(Event event) {
    Details.Person user = Objects.requireNonNull(event.details().user());
    return new Actor(Actor.Kind.USER, Objects.requireNonNull(user.id()).value());
  }

  @Test
  void who_accepts_by_a_token_is_the_invitee() {
    invitations().acceptByToken(token(CAT), profile(CAT));

    Event created = last(EventType.USER_CREATED);
    Event added = last(EventType.MEMBER_ADDED);
    assertThat(created.actor()).isEqualTo(user(created));
    assertThat(added.actor()).isEqualTo(user(created));
  }

  @Test
  void who_accepts_by_a_token_for_a_known_caller_is_the_caller() {
    String token = token(CAT);

    orgtable().as(KEY).invitations().acceptByToken(token, profile(CAT));

    assertThat(last(EventType.MEMBER_ADDED).actor()).isEqualTo(KEY);
  }

  @Test
  void who_rejects_by_a_token_is_the_invitee() {
    invitations().rejectByToken(token(CAT));

    assertThat(last(EventType.INVITATION_REJECTED).actor())
        .isEqualTo(new Actor(Actor.Kind.USER, CAT.value()));
  }

  @Test
  void an_account_is_bound_at_sign_in_by_its_user() {
    orgtable().accounts().signIn(new Account("https://id.example.com", "s1"), ANN, clock.instant());

    Event bound = last(EventType.USER_ACCOUNT_BOUND);
    assertThat(bound.actor()).isEqualTo(user(bound));
  }

  @Test
  void nobody_who_replaces_an_expired_invitation_has_ended_it() {
    invitations().invite(BOB, ACME, Set.of());
    clock.advance(Duration.ofDays(8));

    orgtable().as(OPERATOR).invitations().invite(BOB, ACME, Set.of());

    assertThat(last(EventType.INVITATION_EXPIRED).actor()).isEqualTo(Actor.EXPIRY);
    assertThat(last(EventType.INVITATION_CREATED).actor()).isEqualTo(OPERATOR);
  }

  @Test
  void a_sweep_removes_expired_invitations_as_the_worker_does() {
    invitations().invite(BOB, ACME, Set.of());
    clock.advance(Duration.ofDays(15));

    Maintenance.of(orgtable().as(OPERATOR)).sweep().run(1, read -> {});

    assertThat(last(EventType.INVITATION_EXPIRED).actor()).isEqualTo(Actor.EXPIRY);
  }

  @Test
  void what_a_job_changes_names_who_started_it_and_the_job() {
    JobId job = deletionOfAGroup(orgtable().as(KEY).because(new Cause("r-1", "i-1")));

    work();

    Event made = last(EventType.MEMBER_GROUPS_CHANGED);
    assertThat(new Origin(made.actor(), made.cause()))
        .isEqualTo(new Origin(KEY, new Cause("r-1", null, job)));
  }

  @Test
  void what_a_job_changes_names_the_job_if_nobody_is_known_who_started_it() {
    JobId job = deletionOfAGroup(orgtable());

    work();

    Event made = last(EventType.MEMBER_GROUPS_CHANGED);
    assertThat(new Origin(made.actor(), made.cause()))
        .isEqualTo(new Origin(new Actor(Actor.Kind.JOB, job.value()), new Cause(null, null, job)));
  }

  @Test
  void a_job_that_is_done_does_not_name_who_started_it() {
    JobId job = deletionOfAGroup(orgtable().as(OPERATOR));
    assertThat(stored(job).value("origin").toString()).contains("olga@example.com");

    work();

    assertThat(stored(job).value("origin")).isEmpty();
  }

  private Item stored(JobId job) {
    return allItems().stream()
        .map(Item::of)
        .filter(item -> item.key().equals(JobRecord.key(job)))
        .findFirst()
        .orElseThrow();
  }

  /** Begins to delete a group to which somebody is then added. */
  private JobId deletionOfAGroup(Orgtable as) {
    Group sales = new Group.OfOrganisation(SALES);
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
    new Crowd(client(), tableName, ACME).join(120, Set.of(sales));
    JobId job = as.groups().delete(ACME, SALES, Expected.ANYTHING).orElseThrow();
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(sales));
    return job;
  }
}
