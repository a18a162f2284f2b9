package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.event.EventSettings;
import dev.orgtable.history.Roster;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who was a member, with which groups, at a past moment. */
final class PastContract extends EventTable {

  private static final int STEPS = 60;
  private static final GroupName NAMED = GroupName.of("sales");
  private static final GroupName RENAMED = GroupName.of("revenue");
  private static final List<EmailAddress> PEOPLE = List.of(ANN, BOB, CAT, DAN);
  private static final List<Group> GROUPS =
      List.of(STAFF, READERS, Group.OWNER, Group.of("sales"), Group.of("revenue"));

  @BeforeEach
  void ann_owns_acme() {
    PEOPLE.forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    clock.advance(Duration.ofSeconds(1));
  }

  private SortedMap<EmailAddress, Seat> present() {
    SortedMap<EmailAddress, Seat> members = new TreeMap<>();
    for (Member member : orgtable().memberships().list(ACME, PageRequest.first(100)).items()) {
      members.put(member.user(), new Seat(member.groups(), !member.isActive()));
    }
    return members;
  }

  private Roster at(Instant time) {
    return orgtable().events().membersAt(ACME, time);
  }

  private void settle() {
    clock.advance(EventSettings.SETTLING.plusSeconds(1));
  }

  /** Makes a random change, which may be refused. */
  private void change(Random random) {
    EmailAddress user = PEOPLE.get(random.nextInt(PEOPLE.size()));
    Group group = GROUPS.get(random.nextInt(GROUPS.size()));
    try {
      switch (random.nextInt(14)) {
        case 0, 1 -> orgtable().memberships().addMember(user, ACME, Set.of(group));
        case 2 -> orgtable().memberships().remove(user, ACME);
        case 3, 4 -> orgtable().memberships().addToGroups(user, ACME, Set.of(group));
        case 5 -> orgtable().memberships().removeFromGroups(user, ACME, Set.of(group));
        case 6 -> orgtable().memberships().suspend(user, ACME);
        case 7 -> orgtable().memberships().reactivate(user, ACME);
        case 8 -> orgtable().memberships().transferOwnership(ACME, ANN, user);
        case 9 -> orgtable().groups().create(ACME, NAMED, GroupDetails.NONE);
        case 10 -> orgtable().groups().rename(ACME, NAMED, RENAMED, Expected.ANYTHING);
        case 11 -> orgtable().groups().delete(ACME, RENAMED, Expected.ANYTHING);
        case 12 -> orgtable().services().delete(ACME, BILLING, Expected.ANYTHING);
        default -> service(ACME, BILLING);
      }
    } catch (OrgtableException | InvalidInput refused) {
      // The state is what it was.
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void each_moment_of_a_random_history_is_told_as_it_was(long seed) {
    Random random = new Random(seed);
    Map<Instant, SortedMap<EmailAddress, Seat>> seen = new LinkedHashMap<>();
    for (int step = 0; step < STEPS; step++) {
      change(random);
      work();
      seen.put(clock.instant(), present());
      clock.advance(Duration.ofSeconds(1));
    }
    settle();

    seen.forEach(
        (time, members) ->
            assertThat(at(time).members()).as("seed %s at %s", seed, time).isEqualTo(members));
    Instant time = seen.keySet().stream().skip(random.nextInt(STEPS)).findFirst().orElseThrow();
    SortedMap<EmailAddress, Seat> members = Objects.requireNonNull(seen.get(time));
    PEOPLE.forEach(user -> assertAnswers(user, time, Optional.ofNullable(members.get(user))));
  }

  private void assertAnswers(EmailAddress user, Instant time, Optional<Seat> seat) {
    Optional<Set<Group>> groups = seat.filter(each -> !each.suspended()).map(Seat::groups);
    assertThat(orgtable().events().memberAt(user, ACME, time)).isEqualTo(seat);
    assertThat(orgtable().events().checkAt(Check.member(user, ACME), time))
        .isEqualTo(
            new CheckResult(groups.isPresent(), groups.isPresent(), groups.orElse(Set.of())));
    assertThat(orgtable().events().checkAt(Check.inGroup(user, ACME, STAFF), time).allowed())
        .isEqualTo(groups.filter(all -> all.contains(STAFF)).isPresent());
  }

  @Test
  void nobody_was_in_a_suspended_organisation_by_a_check() {
    Instant active = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().organisations().suspend(ACME);
    Instant suspended = clock.instant();
    settle();

    assertThat(orgtable().events().checkAt(Check.member(ANN, ACME), active).allowed()).isTrue();
    assertThat(orgtable().events().checkAt(Check.member(ANN, ACME), suspended))
        .isEqualTo(new CheckResult(false, false, Set.of()));
    assertThat(orgtable().events().memberAt(ANN, ACME, suspended)).isPresent();
  }

  @Test
  void a_permission_that_somebody_had_is_not_told() {
    Instant then = clock.instant();
    settle();

    Check question = Check.permitted(ANN, ACME, Permission.of("invoices:read"));
    assertThatThrownBy(() -> orgtable().events().checkAt(question, then))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("roles of that time");
  }

  @Test
  void a_user_is_found_by_the_id_at_the_address_of_that_time() {
    UserId bob = idOf(BOB);
    Instant before = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().users().changeAddress(BOB, EmailAddress.of("bo@example.com"));
    Instant moved = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().users().delete(EmailAddress.of("bo@example.com"));
    Instant deleted = clock.instant();
    settle();

    assertThat(at(before).addressOf(bob)).isEmpty();
    assertThat(at(then).addressOf(bob)).contains(BOB);
    assertThat(at(then).idOf(BOB)).contains(bob);
    assertThat(at(moved).addressOf(bob)).contains(EmailAddress.of("bo@example.com"));
    assertThat(at(deleted).addressOf(bob)).isEmpty();
  }

  @Test
  void a_suspended_member_who_was_deleted_as_a_user_was_suspended() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    new BusyUser(orgtable(), CAT).join(ANN, Set.of());
    orgtable().memberships().addMember(CAT, ACME, Set.of(STAFF));
    List.of(BOB, CAT).forEach(user -> orgtable().memberships().suspend(user, ACME));
    clock.advance(Duration.ofMinutes(1)); // the engine's clock went on while the test's stood
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    assertThat(orgtable().users().delete(BOB)).isEmpty();
    assertThat(orgtable().users().delete(CAT)).as("a job").isPresent();
    work();
    settle();

    assertThat(at(then).members())
        .containsEntry(BOB, new Seat(Set.of(STAFF), true))
        .containsEntry(CAT, new Seat(Set.of(STAFF), true));
  }

  @Test
  void a_group_of_a_deleted_service_is_told_until_the_deletion_while_its_job_is_open() {
    new Crowd(client(), tableName, ACME).join(120, Set.of(READERS));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
    clock.advance(Duration.ofSeconds(1));
    assertThat(orgtable().services().delete(ACME, BILLING)).isPresent();
    Instant deleted = clock.instant();
    settle();

    assertThat(at(deleted).members().get(BOB)).isEqualTo(new Seat(Set.of(STAFF), false));
  }

  @Test
  void invitations_are_not_told() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().services().delete(ACME, BILLING);
    settle();

    assertThat(at(then).invitations()).isEmpty();
  }

  @Test
  void before_the_organisation_was_created_it_had_no_members() {
    Instant before = clock.instant().minusSeconds(2);
    settle();
    assertThat(at(before).members()).isEmpty();

    orgtable().services().delete(ACME, BILLING, Expected.ANYTHING);

    assertThat(at(before).members()).isEmpty();
  }

  @Test
  void a_member_of_a_deleted_organisation_was_one() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().organisations().delete(ACME);
    work();
    settle();

    assertThat(at(then).members().get(BOB)).isEqualTo(new Seat(Set.of(STAFF), false));
  }

  @Test
  void a_member_who_moved_and_was_deleted_is_found_by_the_address_of_that_time() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().users().changeAddress(BOB, EmailAddress.of("bo@example.com"));
    clock.advance(Duration.ofSeconds(1));
    orgtable().users().delete(EmailAddress.of("bo@example.com"));
    settle();

    assertThat(at(then).members()).containsOnlyKeys(ANN, BOB);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60})
  void a_suspended_member_whose_user_was_deleted_was_suspended(int organisations) {
    for (int i = 1; i < organisations; i++) {
      OrganisationId other = OrganisationId.of("other-" + i);
      organisation(other, ANN);
      orgtable().memberships().addMember(BOB, other, Set.of());
    }
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    orgtable().memberships().suspend(BOB, ACME);
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));

    boolean byJob = orgtable().users().delete(BOB).isPresent();
    work();
    settle();

    assertThat(byJob).isEqualTo(organisations > 1);
    assertThat(at(then).members().get(BOB)).isEqualTo(new Seat(Set.of(STAFF), true));
  }

  @Test
  void a_suspended_organisation_was_one() {
    Instant active = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().organisations().suspend(ACME);
    Instant suspended = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().organisations().reactivate(ACME);
    settle();

    assertThat(at(active).isSuspended()).isFalse();
    assertThat(at(suspended).isSuspended()).isTrue();
  }

  @Test
  void a_moment_that_is_not_settled_is_refused() {
    Instant now = clock.instant();
    clock.advance(EventSettings.SETTLING);

    assertThatThrownBy(() -> at(now))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("minutes ago");
    clock.advance(Duration.ofMillis(1));
    assertThat(at(now).members()).containsOnlyKeys(ANN);
  }

  @Test
  void a_moment_before_the_retention_is_refused() {
    orgtable().events().keep(7);
    Instant then = clock.instant();

    clock.advance(Duration.ofDays(7).minus(EventSettings.SETTLING));
    assertThat(at(then).members()).containsOnlyKeys(ANN);
    clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> at(then)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void who_was_in_a_group_that_was_deleted_is_not_guessed_where_the_log_begins_later() {
    orgtable().events().stop();
    clock.advance(Duration.ofSeconds(60));
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS));
    EventSettings again = orgtable().events().keep(400);
    clock.advance(EventSettings.SETTLING.plusSeconds(61));
    Instant then = clock.instant();
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF));
    clock.advance(Duration.ofSeconds(1));
    orgtable().services().delete(ACME, ServiceId.of("billing"), Expected.ANYTHING);
    settle();

    assertThat(then).isAfter(again.since());
    assertThatThrownBy(() -> at(then))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("renamed since");
  }

  @Test
  void who_was_in_a_group_that_was_deleted_is_not_guessed_where_events_reached_their_retention() {
    orgtable().events().keep(7);
    clock.advance(Duration.ofMinutes(1));
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS));
    clock.advance(Duration.ofDays(8));
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().services().delete(ACME, BILLING);
    settle();

    assertThatThrownBy(() -> at(then))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("does not begin");
  }

  @Test
  void of_several_retentions_the_shortest_is_remembered() {
    orgtable().events().keep(7);
    orgtable().events().keep(400);
    orgtable().events().keep(3);
    clock.advance(Duration.ofMinutes(2));
    Instant then = clock.instant();
    orgtable().events().keep(400);
    clock.advance(Duration.ofDays(2));
    assertThat(at(then).members()).containsOnlyKeys(ANN);

    clock.advance(Duration.ofDays(2));

    assertThatThrownBy(() -> at(then)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_table_that_keeps_no_events_does_not_tell_the_past() {
    Instant then = clock.instant();
    settle();
    orgtable().events().stop();
    assertThat(at(then).members()).containsOnlyKeys(ANN);

    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> at(then))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("keeps no events");
  }

  @Test
  void a_recent_moment_of_a_long_log_costs_the_members_and_the_events_since() {
    for (int i = 0; i < 100; i++) {
      Group group = Group.of("g" + i % 5);
      orgtable().memberships().addToGroups(ANN, ACME, Set.of(group));
      orgtable().memberships().removeFromGroups(ANN, ACME, Set.of(group));
    }
    Instant then = clock.instant();
    settle();
    resetCost();

    at(then);

    assertThat(cost().readUnits()).isLessThanOrEqualTo(6);
  }
}
