package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.Metadata;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The log of an organisation tells what there is, however much the clocks of the processes differ
 * that make the changes, within what is allowed.
 */
final class LogsByWrongClocksContract extends EventTable {

  private static final Duration WRONG = Duration.ofSeconds(50);
  private static final int STEPS = 80;
  private static final int MANY = 120;
  private static final List<EmailAddress> PEOPLE = List.of(ANN, BOB, CAT, DAN);
  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName REVENUE = GroupName.of("revenue");
  private static final List<Group> GROUPS =
      List.of(STAFF, READERS, Group.OWNER, Group.of("sales"), Group.of("revenue"));

  private final TestClock behind = new TestClock();
  private final TestClock ahead = new TestClock();

  @BeforeEach
  void ann_owns_acme() {
    PEOPLE.forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    clock.advance(WRONG);
    ahead.advance(WRONG.multipliedBy(2));
  }

  private Orgtable late() {
    return on(client(), settings().withClock(behind));
  }

  private Orgtable early() {
    return on(client(), settings().withClock(ahead));
  }

  private void tick() {
    Stream.of(behind, clock, ahead).forEach(each -> each.advance(Duration.ofSeconds(1)));
  }

  private void assertTold() {
    assertThat(orgtable().events().difference(new EventLog.OfOrganisation(ACME))).isEmpty();
  }

  /** Makes a random change, which may be refused. */
  private static void change(Orgtable by, Random random) {
    EmailAddress user = PEOPLE.get(random.nextInt(PEOPLE.size()));
    Set<Group> group = Set.of(GROUPS.get(random.nextInt(GROUPS.size())));
    switch (random.nextInt(22)) {
      case 0, 1 -> by.memberships().addMember(user, ACME, group);
      case 2 -> by.memberships().remove(user, ACME);
      case 3, 4, 5 -> by.memberships().addToGroups(user, ACME, group);
      case 6 -> by.memberships().removeFromGroups(user, ACME, group);
      case 7 -> by.memberships().suspend(user, ACME);
      case 8 -> by.memberships().reactivate(user, ACME);
      case 9 -> by.memberships().transferOwnership(ACME, ANN, user);
      case 10, 11 -> by.groups().create(ACME, SALES, GroupDetails.NONE);
      case 12 -> by.groups().rename(ACME, SALES, REVENUE, Expected.ANYTHING);
      case 13 -> by.groups().delete(ACME, SALES, Expected.ANYTHING);
      case 14 -> by.groups().delete(ACME, REVENUE, Expected.ANYTHING);
      case 15 -> by.services().delete(ACME, BILLING, Expected.ANYTHING);
      case 16 -> by.services().create(new Service(ACME, BILLING, "Billing", 0));
      case 17 -> by.invitations().invite(user, ACME, group);
      case 18 -> by.invitations().accept(user, ACME);
      case 19 -> by.users().delete(user);
      case 20 -> by.users().create(User.of(user, profile(user), CREATED));
      default -> {
        by.organisations().delete(ACME);
        by.organisations().create(ACME, "Again", ANN);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void after_each_change_of_a_random_history_the_log_tells_what_there_is(long seed) {
    Random random = new Random(seed);
    List<Orgtable> processes = List.of(late(), orgtable(), early());
    for (int step = 0; step < STEPS; step++) {
      int process = random.nextInt(processes.size());
      try {
        change(processes.get(process), random);
      } catch (OrgtableException | InvalidInput refused) {
        // The state is what it was.
      }
      if (random.nextInt(3) > 0) {
        work();
        assertThat(orgtable().events().difference(new EventLog.OfOrganisation(ACME)))
            .as("seed %s, step %s", seed, step)
            .isEmpty();
      }
      tick();
    }
    work();
  }

  @Test
  void a_group_that_was_deleted_has_members_again() {
    early().groups().create(ACME, SALES, GroupDetails.NONE);
    early().groups().delete(ACME, SALES, Expected.ANYTHING);
    work();

    late().memberships().addToGroups(ANN, ACME, Set.of(Group.of("sales")));

    assertTold();
  }

  @Test
  void a_group_that_was_renamed_has_members_again_by_its_former_name() {
    early().groups().create(ACME, SALES, GroupDetails.NONE);
    early().groups().rename(ACME, SALES, REVENUE, Expected.ANYTHING);
    work();

    late().memberships().addToGroups(ANN, ACME, Set.of(Group.of("sales")));

    assertTold();
  }

  @Test
  void an_organisation_that_was_deleted_is_there_again() {
    early().organisations().delete(ACME);
    work();

    late().organisations().create(ACME, "Acme", BOB);

    assertTold();
  }

  @Test
  void a_service_that_was_deleted_is_there_again() {
    early().services().delete(ACME, BILLING, Expected.ANYTHING);
    work();

    late().services().create(new Service(ACME, BILLING, "Billing", 0));
    late().memberships().addToGroups(ANN, ACME, Set.of(READERS));

    assertTold();
  }

  /** Returns a process before whose first write another one makes a change. */
  private Orgtable after(Runnable meanwhile) {
    return on(InterleavingClient.beforeWriting(client(), meanwhile), settings());
  }

  @Test
  void a_service_that_is_deleted_meanwhile_is_there_again() {
    after(() -> orgtable().services().delete(ACME, BILLING, Expected.ANYTHING))
        .services()
        .create(new Service(ACME, BILLING, "Billing", 0));

    assertThat(types(eventsOf(ACME)))
        .endsWith(EventType.SERVICE_DELETED, EventType.SERVICE_CREATED);
    assertTold();
  }

  @Test
  void two_services_are_deleted_at_once_without_another_attempt() {
    ServiceId chat = orgtable().services().create(ACME, "Chat").id();
    Runnable other =
        () -> {
          late().services().delete(ACME, BILLING, Expected.ANYTHING);
          resetCost();
        };

    earlyAfter(other).services().delete(ACME, chat, Expected.ANYTHING);

    assertThat(cost().requests()).as("that of the transaction").isEqualTo(1);
    assertTold();
  }

  @Test
  void an_organisation_that_is_deleted_meanwhile_was_there() {
    assertThatThrownBy(
            () ->
                after(() -> orgtable().organisations().delete(ACME))
                    .organisations()
                    .create(ACME, "Again", BOB))
        .isInstanceOf(OrganisationAlreadyExists.class);
  }

  @Test
  void a_group_that_was_deleted_is_there_again() {
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
    early().groups().delete(ACME, SALES, Expected.ANYTHING);

    late().groups().create(ACME, SALES, GroupDetails.NONE);

    assertThat(types(eventsOf(ACME))).endsWith(EventType.GROUP_DELETED, EventType.GROUP_CREATED);
    assertTold();
  }

  @Test
  void a_group_gets_the_name_of_one_that_was_deleted() {
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
    orgtable().groups().create(ACME, REVENUE, GroupDetails.NONE);
    early().groups().delete(ACME, REVENUE, Expected.ANYTHING);

    late().groups().rename(ACME, SALES, REVENUE, Expected.ANYTHING);

    assertThat(types(eventsOf(ACME))).endsWith(EventType.GROUP_DELETED, EventType.GROUP_RENAMED);
    assertTold();
  }

  @Test
  void what_a_job_deleted_is_there_again() {
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(Group.of("sales"), READERS));
    assertThat(early().services().delete(ACME, BILLING, Expected.ANYTHING)).isPresent();
    work();
    late().services().create(new Service(ACME, BILLING, "Billing", 0));
    assertThat(early().groups().delete(ACME, SALES, Expected.ANYTHING)).isPresent();
    work();
    late().groups().create(ACME, SALES, GroupDetails.NONE);

    assertThat(types(eventsOf(ACME)))
        .endsWith(
            EventType.SERVICE_DELETED,
            EventType.SERVICE_CREATED,
            EventType.GROUP_DELETED,
            EventType.GROUP_CREATED);
  }

  @Test
  void a_member_who_was_removed_is_one_again() {
    early().memberships().addMember(BOB, ACME, Set.of(STAFF));
    early().memberships().remove(BOB, ACME);

    late().memberships().addMember(BOB, ACME, Set.of(STAFF));

    assertTold();
  }

  @Test
  void a_subscriber_that_was_removed_is_there_again() {
    DestinationId id = new DestinationId(DestinationId.Kind.SUBSCRIBER, "audit");
    Destination audit = new Destination(id, EventFilter.ALL);
    assertThat(new Subscribers(early().context()).add(audit)).isTrue();
    assertThat(early().events().unsubscribe("audit")).isTrue();

    assertThat(new Subscribers(late().context()).add(audit)).isTrue();

    assertThat(types(events().stream().filter(event -> event.log() == EventLog.TABLE).toList()))
        .containsExactly(
            EventType.SUBSCRIBER_ADDED, EventType.SUBSCRIBER_REMOVED, EventType.SUBSCRIBER_ADDED);
  }

  /**
   * Returns the process whose clock is ahead; another one makes a change before its first write.
   */
  private Orgtable earlyAfter(Runnable meanwhile) {
    return on(InterleavingClient.beforeWriting(client(), meanwhile), settings().withClock(ahead));
  }

  @Test
  void a_member_who_is_suspended_before_the_removal_was_suspended() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    earlyAfter(() -> late().memberships().suspend(BOB, ACME)).memberships().remove(BOB, ACME);

    Event last = eventsOf(ACME).get(eventsOf(ACME).size() - 1);
    assertThat(last.type()).isEqualTo(EventType.MEMBER_REMOVED);
    assertThat(last.details().values()).containsEntry("suspended", new Value("true", null));
  }

  @Test
  void of_two_limits_the_second_names_the_first() {
    earlyAfter(() -> late().facts().limitOrganisations(BOB, 3)).facts().limitOrganisations(BOB, 5);

    assertThat(
            eventsOf(BOB).stream()
                .filter(event -> event.type() == EventType.USER_LIMIT_CHANGED)
                .map(event -> event.details().values().get("organisationLimit")))
        .containsExactly(new Value(null, "3"), new Value("3", "5"));
  }

  @Test
  void facts_of_a_user_who_was_created_again_are_in_the_log_of_the_new_one() {
    Runnable again =
        () -> {
          late().users().delete(BOB);
          late().users().create(User.of(BOB, profile(BOB), CREATED));
        };

    earlyAfter(again)
        .facts()
        .change(BOB, all -> all.withMetadata(Metadata.of(Map.of("plan", "pro"))));

    assertThat(types(eventsOf(BOB)))
        .containsExactly(EventType.USER_CREATED, EventType.USER_FACTS_CHANGED);
  }
}
