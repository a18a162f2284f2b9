package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.dynamodb.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the limit of members and invitations. Ann owns Acme. */
final class SeatLimitContract extends SeatsTable {

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_001})
  void a_limit_is_1_to_1_000_000(long limit) {
    assertThatThrownBy(() -> limit(limit)).isInstanceOf(InvalidInput.class);
    limit(1_000_000);
    assertThat(seats().limit()).hasValue(1_000_000);
  }

  @Test
  void members_and_invitations_share_the_limit() {
    limit(3);
    add(BOB);
    invite(CAT);

    assertThatThrownBy(() -> invite(DAN))
        .isInstanceOfSatisfying(
            MemberLimitReached.class,
            e -> {
              assertThat(e.organisation()).isEqualTo(ACME);
              assertThat(e.limit()).isEqualTo(3);
            });
    user(DAN);
    assertThatThrownBy(() -> add(DAN)).isInstanceOf(MemberLimitReached.class);

    assertSeats(2, 1);
  }

  @Test
  void an_invitation_is_accepted_at_the_limit_and_above() {
    invite(BOB);
    invite(CAT);
    limit(1);

    orgtable().invitations().accept(BOB, ACME);

    assertSeats(2, 1);
    assertThatThrownBy(() -> invite(DAN)).isInstanceOf(MemberLimitReached.class);
  }

  @Test
  void a_member_or_invitee_is_reported_as_such_at_the_limit() {
    add(BOB);
    invite(CAT);
    limit(2);

    assertThatThrownBy(() -> add(BOB)).isInstanceOf(AlreadyMember.class);
    assertThatThrownBy(() -> invite(BOB)).isInstanceOf(AlreadyMember.class);
    assertThatThrownBy(() -> add(CAT)).isInstanceOf(AlreadyInvited.class);
    assertThatThrownBy(() -> invite(CAT)).isInstanceOf(AlreadyInvited.class);
  }

  @Test
  void several_members_are_added_all_or_none() {
    limit(2);

    assertThatThrownBy(
            () -> orgtable().memberships().addMembers(ACME, Map.of(BOB, Set.of(), CAT, Set.of())))
        .isInstanceOf(MemberLimitReached.class);
    assertSeats(1, 0);
    limit(3);

    orgtable().memberships().addMembers(ACME, Map.of(BOB, Set.of(), CAT, Set.of()));

    assertSeats(3, 0);
  }

  @Test
  void a_removed_limit_no_longer_holds() {
    limit(1);
    orgtable().organisations().removeSeatLimit(ACME);

    add(BOB);

    assertThat(seats().limit()).isEmpty();
  }

  @Test
  void expired_invitations_give_their_places() {
    IntStream.range(0, 30).forEach(i -> invite(EmailAddress.of("i" + i + "@example.com")));
    limit(31);
    clock.advance(HOUR);

    add(BOB);
    assertSeats(2, 29);
    invite(DAN);

    assertSeats(2, 29);
  }

  @Test
  void too_few_expired_invitations_are_left_as_they_are() {
    invite(DAN);
    clock.advance(HOUR);
    add(BOB);
    limit(1);

    assertThatThrownBy(() -> add(CAT)).isInstanceOf(MemberLimitReached.class);
    assertThatThrownBy(() -> invite(CAT)).isInstanceOf(MemberLimitReached.class);

    assertSeats(2, 1);
  }

  @Test
  void the_invitation_that_expired_first_gives_its_place() {
    orgtable().invitations().invite(BOB, ACME, Set.of(), "", HOUR.multipliedBy(2));
    invite(CAT);
    limit(3);
    clock.advance(HOUR.multipliedBy(2));

    user(DAN);
    add(DAN);

    assertThat(orgtable().invitations().get(BOB, ACME).invitee()).isEqualTo(BOB);
    assertSeats(2, 1);
  }

  @Test
  void without_a_limit_an_invitation_counts_the_invitations_alone() {
    add(BOB);
    forget();

    invite(CAT);

    assertThat(seats().members()).isEmpty();
    assertThat(Item.of(item("organisation/acme", "organisation")).number("invitations"))
        .contains(1L);
    limit(5);
    assertSeats(2, 1);
  }

  @Test
  void an_expired_invitation_of_the_user_gives_its_place_first() {
    invite(BOB);
    invite(CAT);
    limit(3);
    clock.advance(HOUR);

    add(CAT);

    assertSeats(2, 1);
    assertThat(orgtable().invitations().get(BOB, ACME).invitee()).isEqualTo(BOB);
  }

  @Test
  void an_expired_invitation_is_replaced_at_the_limit() {
    invite(BOB);
    invite(CAT);
    limit(3);
    clock.advance(HOUR);

    invite(CAT);

    assertSeats(1, 2);
  }

  @Test
  void members_that_were_never_counted_are_counted_before_a_limit_is_set() {
    add(BOB);
    forget();

    limit(2);

    assertSeats(2, 0);
    assertThatThrownBy(() -> add(CAT)).isInstanceOf(MemberLimitReached.class);
  }

  @Test
  void a_limit_without_numbers_is_kept_by_counting_first() {
    add(BOB);
    limit(2);
    forget();

    assertThatThrownBy(() -> add(CAT)).isInstanceOf(MemberLimitReached.class);

    assertSeats(2, 0);
  }

  /** Makes the record like that of an earlier version, which counts nothing. */
  private void forget() {
    Map<String, AttributeValue> item = new HashMap<>(item("organisation/acme", "organisation"));
    item.keySet().removeAll(Set.of("seats", "invitations"));
    item.put("invited", AttributeValue.fromN("1"));
    put(item);
  }
}
