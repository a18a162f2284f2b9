package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.event.Actor;
import dev.orgtable.event.EventSettings;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Who was a member at a past moment, of an organisation that changes or is large. */
final class PastMeanwhileContract extends EventTable {

  private static final Actor KEY = new Actor(Actor.Kind.API_KEY, "k1");
  private static final int MANY = 120;
  private static final String FILLING = "x".repeat(390_000);
  private static final GroupName SALES = GroupName.of("sales");
  private static final Group IN_SALES = new Group.OfOrganisation(SALES);

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
  }

  private Instant later() {
    clock.advance(Duration.ofSeconds(1));
    return clock.instant();
  }

  private void settle() {
    clock.advance(EventSettings.SETTLING.plusSeconds(1));
  }

  private Seat bobAt(Instant time) {
    return Objects.requireNonNull(orgtable().events().membersAt(ACME, time).members().get(BOB));
  }

  /** Fills about 1.5 MB of the sort keys of members, between those of A-K and those of N-Z. */
  private void fillMembers() {
    for (int i = 0; i < 4; i++) {
      put(
          Map.of(
              "id", AttributeValue.fromS("organisation/acme"),
              "rng", AttributeValue.fromS("organisationGroupMember/later" + i),
              "typ", AttributeValue.fromS("later"),
              "v", AttributeValue.fromN("1"),
              "much", AttributeValue.fromS(FILLING)));
    }
  }

  private void removeFilling() {
    for (int i = 0; i < 4; i++) {
      delete("organisation/acme", "organisationGroupMember/later" + i);
    }
  }

  @Test
  void groups_of_a_deleted_service_ended_with_it_before_and_after_its_job() {
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(READERS));
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS, STAFF));
    Instant before = later();
    later();
    assertThat(orgtable().services().delete(ACME, BILLING)).isPresent();
    Instant after = later();
    settle();

    assertThat(bobAt(after).groups()).containsExactly(STAFF);
    assertThat(bobAt(before).groups()).containsExactlyInAnyOrder(READERS, STAFF);

    work();
    assertThat(bobAt(after).groups()).containsExactly(STAFF);
    assertThat(bobAt(before).groups()).containsExactlyInAnyOrder(READERS, STAFF);
  }

  @Test
  void who_was_added_to_a_deleted_group_during_its_job_was_not_in_it() {
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(IN_SALES));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    assertThat(orgtable().as(KEY).groups().delete(ACME, SALES, Expected.ANYTHING)).isPresent();
    later();
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(IN_SALES));
    Instant then = later();
    later();
    settle();

    assertThat(bobAt(then).groups()).containsExactly(STAFF);
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);

    work();
    assertThat(bobAt(then).groups()).containsExactly(STAFF);
  }

  @Test
  void who_was_removed_during_the_job_of_a_deleted_group_was_not_in_it() {
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(IN_SALES));
    orgtable().memberships().addMember(BOB, ACME, Set.of(IN_SALES, STAFF));
    assertThat(orgtable().groups().delete(ACME, SALES, Expected.ANYTHING)).isPresent();
    Instant then = later();
    later();
    orgtable().memberships().remove(BOB, ACME);
    settle();

    assertThat(bobAt(then).groups()).containsExactly(STAFF);
    work();
  }

  @Test
  void an_organisation_that_never_rests_has_a_past() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Instant then = later();
    settle();
    AtomicInteger changes = new AtomicInteger();
    Orgtable busy =
        on(
            WatchedClient.of(
                client(),
                (method, request) -> {
                  if (method.equals("query")) {
                    Group group = Group.of("g" + changes.getAndIncrement());
                    orgtable().memberships().addToGroups(BOB, ACME, Set.of(group));
                  }
                }));

    assertThat(busy.events().membersAt(ACME, then).members().get(BOB))
        .isEqualTo(new Seat(Set.of(STAFF), false));
    assertThat(changes).hasValue(2);
  }

  /** Returns a store; after its first query, a member moves to Cat's address. */
  private Orgtable readerWhileMoves(EmailAddress member) {
    return on(
        MeanwhileClient.after(
            client(),
            QueryResponse.class::isInstance,
            () -> orgtable().users().changeAddress(member, CAT)));
  }

  @Test
  void a_member_who_moves_while_the_members_are_read_is_not_lost() {
    EmailAddress present = EmailAddress.of("zoe@example.com");
    user(present);
    orgtable().memberships().addMember(present, ACME, Set.of(STAFF));
    Instant then = later();
    fillMembers();
    settle();
    Orgtable reader = readerWhileMoves(present);

    assertThat(reader.events().membersAt(ACME, then).members()).containsOnlyKeys(ANN, present);
    removeFilling();
  }

  @Test
  void one_who_moves_meanwhile_is_found_again_where_the_log_does_not_reach_the_beginning() {
    EmailAddress present = EmailAddress.of("zoe@example.com");
    user(present);
    orgtable().memberships().addMember(present, ACME, Set.of(STAFF));
    orgtable().events().beginAnew();
    settle();
    Instant then = later();
    fillMembers();
    settle();
    Orgtable reader = readerWhileMoves(present);

    assertThat(reader.events().membersAt(ACME, then).members()).containsOnlyKeys(ANN, present);
    removeFilling();
  }

  @Test
  void more_pages_of_members_than_allowed_are_refused() {
    Instant then = later();
    fillMembers();
    settle();
    Orgtable narrow = on(client(), settings().withDetailsPages(1));

    assertThatThrownBy(() -> narrow.events().membersAt(ACME, then))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("1 pages of 1 MB");

    assertThat(orgtable().events().membersAt(ACME, then).members()).containsOnlyKeys(ANN);
    removeFilling();
  }

  @Test
  void an_owner_who_received_the_ownership_of_another_one_was_an_owner_before() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    Instant then = later();
    later();
    orgtable().memberships().transferOwnership(ACME, ANN, BOB);
    settle();

    assertThat(bobAt(then).groups()).containsExactly(Group.OWNER);
  }
}
