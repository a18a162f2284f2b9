package dev.orgtable.contracts.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.limit.Seats;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the numbers of members and invitations under concurrent changes. */
final class SeatRacesContract extends TableContract {

  private static final int CALLERS = 8;
  private static final Duration HOUR = Duration.ofHours(1);

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
    IntStream.range(0, 3 * CALLERS).forEach(i -> user(person(i)));
  }

  private static EmailAddress person(int number) {
    return EmailAddress.of("p" + number + "@example.com");
  }

  private Seats seats() {
    return orgtable().organisations().seats(ACME);
  }

  /** Returns the number of the organisation's records of a type. */
  private long stored(String type) {
    return items().stream()
        .map(Item::of)
        .filter(item -> item.text("id").equals("organisation/acme"))
        .filter(item -> item.text("typ").equals(type))
        .count();
  }

  private void assertCounted() {
    assertThat(seats().members()).hasValue(stored("organisationGroupMember"));
    assertThat(seats().invitations()).hasValue(stored("organisationInvitation"));
  }

  private Supplier<Boolean> adding(int number) {
    return () -> add(number);
  }

  private boolean add(int number) {
    orgtable().memberships().addMember(person(number), ACME, Set.of());
    return true;
  }

  private boolean invite(int number) {
    orgtable().invitations().invite(person(number), ACME, Set.of(), "", HOUR);
    return true;
  }

  private boolean remove(int number) {
    orgtable().memberships().remove(person(number), ACME);
    return true;
  }

  @Test
  void members_added_at_once_reach_the_limit_and_never_exceed_it() {
    orgtable().organisations().limitSeats(ACME, 4);

    List<AtOnce.Outcome<Boolean>> outcomes =
        AtOnce.call(IntStream.range(0, CALLERS).mapToObj(this::adding).toList());

    assertThat(AtOnce.answers(outcomes)).hasSize(3);
    assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(MemberLimitReached.class);
    assertCounted();
    assertThat(seats().members()).hasValue(4);
  }

  @Test
  void invitations_and_batches_of_members_at_once_never_exceed_the_limit() {
    orgtable().organisations().limitSeats(ACME, 6);
    List<Supplier<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      calls.add(() -> number % 2 == 0 ? invite(number) : addTwo(number));
    }

    List<AtOnce.Outcome<Boolean>> outcomes = AtOnce.call(calls);

    assertThat(AtOnce.refusals(outcomes))
        .isNotEmpty()
        .hasOnlyElementsOfType(MemberLimitReached.class);
    assertCounted();
    assertThat(seats().members().orElseThrow() + seats().invitations().orElseThrow())
        .isBetween(5L, 6L);
  }

  private boolean addTwo(int number) {
    orgtable()
        .memberships()
        .addMembers(
            ACME,
            Map.of(person(CALLERS + number), Set.of(), person(2 * CALLERS + number), Set.of()));
    return true;
  }

  @Test
  void a_place_that_becomes_free_is_taken_once() {
    IntStream.range(0, 4).forEach(this::add);
    orgtable().organisations().limitSeats(ACME, 5);
    List<Supplier<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      calls.add(() -> remove(number));
      calls.add(
          () -> {
            boolean added = false;
            while (!added) {
              try {
                added = add(CALLERS + number);
              } catch (MemberLimitReached full) {
                assertThat(seats().members().orElseThrow()).isLessThanOrEqualTo(5);
              }
            }
            return true;
          });
    }

    List<AtOnce.Outcome<Boolean>> outcomes = AtOnce.call(calls);

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertCounted();
    assertThat(seats().members()).hasValue(5);
    assertThatThrownBy(() -> add(2 * CALLERS)).isInstanceOf(MemberLimitReached.class);
  }

  @Test
  void whatever_ends_at_once_the_numbers_are_those_of_the_records() {
    for (int round = 0; round < 3; round++) {
      int first = round * CALLERS;
      prepare(first);

      AtOnce.call(
          List.of(
              () -> remove(first),
              () -> accept(first + 1),
              () -> revoke(first + 1),
              () -> reject(first + 2),
              () -> revoke(first + 2),
              () -> move(first + 3),
              () -> delete(first + 4),
              () -> invite(first + 5)));

      assertCounted();
    }
  }

  private void prepare(int first) {
    add(first);
    invite(first + 1);
    invite(first + 2);
    add(first + 3);
    orgtable()
        .invitations()
        .invite(EmailAddress.of("moved" + first + "@example.com"), ACME, Set.of());
    add(first + 4);
  }

  private boolean accept(int number) {
    orgtable().invitations().accept(person(number), ACME);
    return true;
  }

  private boolean revoke(int number) {
    orgtable().invitations().revoke(person(number), ACME);
    return true;
  }

  private boolean reject(int number) {
    orgtable().invitations().reject(person(number), ACME);
    return true;
  }

  private boolean move(int number) {
    EmailAddress to = EmailAddress.of("moved" + (number - 3) + "@example.com");
    orgtable().users().changeAddress(person(number), to);
    return true;
  }

  private boolean delete(int number) {
    orgtable().users().delete(person(number));
    return true;
  }

  @Test
  void expired_invitations_that_all_replace_and_remove_at_once_are_counted_once() {
    IntStream.range(0, CALLERS).forEach(this::invite);
    orgtable().organisations().limitSeats(ACME, CALLERS + 1);
    clock.advance(HOUR);
    List<Supplier<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      calls.add(() -> number % 2 == 0 ? invite(number) : add(CALLERS + number));
    }

    List<AtOnce.Outcome<Boolean>> outcomes = AtOnce.call(calls);

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertCounted();
  }

  @Test
  void a_limit_that_is_lowered_between_read_and_write_holds() {
    orgtable().organisations().limitSeats(ACME, 5);
    Orgtable slow = meanwhile(() -> orgtable().organisations().limitSeats(ACME, 1));

    assertThatThrownBy(() -> slow.memberships().addMember(person(0), ACME, Set.of()))
        .isInstanceOf(MemberLimitReached.class);

    assertCounted();
  }

  @Test
  void a_limit_that_is_set_between_read_and_write_holds() {
    Orgtable slow = meanwhile(() -> orgtable().organisations().limitSeats(ACME, 1));

    assertThatThrownBy(() -> slow.invitations().invite(person(0), ACME, Set.of()))
        .isInstanceOf(MemberLimitReached.class);

    assertCounted();
  }

  @Test
  void a_last_place_taken_between_read_and_write_is_not_given_twice() {
    orgtable().organisations().limitSeats(ACME, 2);

    assertThatThrownBy(
            () -> meanwhile(() -> add(1)).memberships().addMember(person(0), ACME, Set.of()))
        .isInstanceOf(MemberLimitReached.class);

    assertThat(seats().members()).hasValue(2);
  }

  @Test
  void a_count_that_others_overtook_is_made_again() {
    IntStream.range(0, 3).forEach(this::add);
    invite(3);
    forget();
    Runnable others =
        () -> {
          remove(0);
          add(4);
          attempt(() -> orgtable().invitations().accept(person(3), ACME));
        };

    meanwhile(others).organisations().limitSeats(ACME, 10);

    assertCounted();
  }

  @Test
  void a_removal_during_a_count_is_noticed() {
    IntStream.range(0, 3).forEach(this::add);
    forget();

    meanwhile(() -> remove(0)).organisations().limitSeats(ACME, 10);

    assertCounted();
    assertThat(seats().members()).hasValue(3);
  }

  @Test
  void an_upgrade_beside_changes_counts_right() {
    IntStream.range(0, 4).forEach(this::add);
    forget();
    List<Supplier<Boolean>> calls = new ArrayList<>();
    calls.add(() -> Maintenance.of(orgtable()).upgrade().apply(step -> {}).left() == 0);
    IntStream.range(0, 4).forEach(i -> calls.add(() -> remove(i)));
    IntStream.range(4, 7).forEach(i -> calls.add(() -> i == 5 ? invite(i) : add(i)));

    AtOnce.call(calls);

    Maintenance.of(orgtable()).upgrade().apply(step -> {});
    assertCounted();
  }

  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (OrgtableException e) {
      assertThat(e).isNotNull();
    }
  }

  private void forget() {
    Map<String, AttributeValue> item = new HashMap<>(item("organisation/acme", "organisation"));
    item.keySet().removeAll(Set.of("seats", "invitations"));
    put(item);
  }
}
