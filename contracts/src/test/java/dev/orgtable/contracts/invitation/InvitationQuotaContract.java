package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.InvitationStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the limit of open invitations per organisation. */
final class InvitationQuotaContract extends TableContract {

  private static final int LIMIT = 5;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String ORG = "organisation/acme";

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private InvitationStore invitations() {
    return invitations(client());
  }

  private InvitationStore invitations(DynamoDbClient other) {
    return on(other, settings().withOpenInvitations(LIMIT)).invitations();
  }

  private static EmailAddress invitee(int number) {
    return EmailAddress.of("i" + number + "@example.com");
  }

  private Invitation invite(int number) {
    return invitations().invite(invitee(number), ACME, Set.of(), "", HOUR);
  }

  private void fill() {
    IntStream.range(0, LIMIT).forEach(this::invite);
  }

  private int open() {
    return orgtable().invitations().list(ACME, PageRequest.first(200)).items().size();
  }

  @Test
  void as_many_as_the_limit_can_be_open_and_no_more() {
    fill();

    assertThatThrownBy(() -> invite(LIMIT))
        .isInstanceOfSatisfying(
            TooManyInvitations.class,
            e -> {
              assertThat(e.organisation()).isEqualTo(ACME);
              assertThat(e.limit()).isEqualTo(LIMIT);
            });

    assertThat(open()).isEqualTo(LIMIT);
  }

  @Test
  void an_invitee_or_member_is_reported_as_such_at_the_limit() {
    fill();

    assertThatThrownBy(() -> invite(0)).isInstanceOf(AlreadyInvited.class);
    assertThatThrownBy(() -> invitations().invite(ANN, ACME, Set.of()))
        .isInstanceOf(AlreadyMember.class);
  }

  @Test
  void a_closed_invitation_makes_room_for_another() {
    fill();
    invitations().revoke(invitee(0), ACME);

    assertThatCode(() -> invite(LIMIT)).doesNotThrowAnyException();

    assertThatThrownBy(() -> invite(LIMIT + 1)).isInstanceOf(TooManyInvitations.class);
  }

  @Test
  void expired_invitations_do_not_count() {
    fill();
    clock.advance(HOUR);

    assertThatCode(() -> IntStream.range(0, LIMIT).forEach(i -> invite(LIMIT + i)))
        .doesNotThrowAnyException();

    assertThatThrownBy(() -> invite(2 * LIMIT)).isInstanceOf(TooManyInvitations.class);
  }

  @Test
  void an_expired_invitation_gives_its_place_and_is_gone() {
    fill();
    clock.advance(HOUR);
    invite(LIMIT);

    assertThatThrownBy(() -> invitations().resend(invitee(0), ACME, DAY))
        .isInstanceOf(InvitationNotFound.class);
    assertThat(orgtable().organisations().seats(ACME).invitations()).hasValue(LIMIT);
  }

  @Test
  void an_expired_invitation_that_was_resent_does_not_give_its_place() {
    fill();
    clock.advance(HOUR);
    IntStream.range(0, LIMIT).forEach(i -> invitations().resend(invitee(i), ACME, DAY));

    assertThatThrownBy(() -> invite(LIMIT)).isInstanceOf(TooManyInvitations.class);

    assertThat(open()).isEqualTo(LIMIT);
  }

  @Test
  void an_expired_invitation_is_replaced_at_the_limit_without_another_s_place() {
    fill();
    IntStream.range(1, LIMIT).forEach(i -> invitations().resend(invitee(i), ACME, DAY));
    clock.advance(HOUR);

    invite(0);

    assertThat(open()).isEqualTo(LIMIT);
    assertThat(orgtable().organisations().seats(ACME).invitations()).hasValue(LIMIT);
  }

  @Test
  void an_invitation_that_is_resent_while_another_takes_its_place_stays() {
    fill();
    IntStream.range(1, LIMIT).forEach(i -> invitations().resend(invitee(i), ACME, DAY));
    clock.advance(HOUR);
    InvitationStore slow =
        invitations(
            InterleavingClient.beforeWriting(
                client(), () -> invitations().resend(invitee(0), ACME, DAY)));

    assertThatThrownBy(() -> slow.invite(invitee(LIMIT), ACME, Set.of()))
        .isInstanceOf(TooManyInvitations.class);

    assertThat(open()).isEqualTo(LIMIT);
  }

  @Test
  void an_open_invitation_can_be_resent_at_the_limit() {
    fill();

    assertThatCode(() -> invitations().resend(invitee(0), ACME, DAY)).doesNotThrowAnyException();
  }

  @Test
  void an_organisation_of_which_it_is_not_known_how_many_are_open_counts_them() {
    fill();
    change("invitations", null);

    assertThatThrownBy(() -> invite(LIMIT)).isInstanceOf(TooManyInvitations.class);

    assertThat(attribute(ORG, "organisation", "invitations"))
        .contains(AttributeValue.fromN(Integer.toString(LIMIT)));
    invitations().revoke(invitee(0), ACME);
    assertThatCode(() -> invite(LIMIT)).doesNotThrowAnyException();
  }

  private void change(String name, @Nullable AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(item(ORG, "organisation"));
    if (value == null) {
      item.remove(name);
    } else {
      item.put(name, value);
    }
    put(item);
  }

  @Test
  void it_costs_nothing() {
    fill();
    invitations().revoke(invitee(0), ACME);
    List<String> costs = new ArrayList<>();

    for (int number = LIMIT; number < LIMIT + 2; number++) {
      resetCost();
      invite(number);
      costs.add(ReportedCosts.line("invite at the limit", cost()));
      invitations().revoke(invitee(number), ACME);
      invitations().revoke(invitee(number - LIMIT + 1), ACME);
    }

    String each = "invite at the limit: 2 requests, 2 R, 9 W";
    assertThat(costs).isEqualTo(ReportedCosts.of(each, each));
  }

  @Test
  void concurrent_invitations_do_not_exceed_the_limit() {
    IntStream.range(0, LIMIT - 2).forEach(this::invite);
    List<Supplier<Invitation>> calls = new ArrayList<>();
    IntStream.range(LIMIT, LIMIT + 12).forEach(i -> calls.add(() -> invite(i)));

    List<AtOnce.Outcome<Invitation>> outcomes = AtOnce.call(calls);

    assertThat(AtOnce.answers(outcomes)).hasSize(2);
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(10)
        .hasOnlyElementsOfType(TooManyInvitations.class);
    assertThat(open()).isEqualTo(LIMIT);
  }

  @Test
  void an_invitation_between_read_and_write_of_another_is_counted() {
    IntStream.range(0, LIMIT - 1).forEach(this::invite);
    InvitationStore slow = invitations(InterleavingClient.beforeWriting(client(), () -> invite(8)));

    assertThatThrownBy(() -> slow.invite(invitee(9), ACME, Set.of()))
        .isInstanceOf(TooManyInvitations.class);

    assertThat(open()).isEqualTo(LIMIT);
  }

  @Test
  void a_count_that_others_overtook_is_made_again() {
    fill();
    invitations().revoke(invitee(0), ACME);
    Runnable others =
        () -> {
          invite(LIMIT);
          invitations().revoke(invitee(1), ACME);
          invite(LIMIT + 1);
        };
    InvitationStore slow = invitations(InterleavingClient.beforeWriting(client(), others));

    assertThatThrownBy(() -> slow.invite(invitee(9), ACME, Set.of()))
        .isInstanceOf(TooManyInvitations.class);

    assertThat(open()).isEqualTo(LIMIT);
  }

  @Test
  void random_invitations_and_revocations_never_exceed_the_limit() {
    List<Supplier<Boolean>> calls = new ArrayList<>();
    for (int thread = 0; thread < 6; thread++) {
      int first = 100 * thread;
      calls.add(
          () -> {
            for (int i = first; i < first + 15; i++) {
              int number = i;
              attempt(() -> invite(number));
              assertThat(open()).isLessThanOrEqualTo(LIMIT);
              attempt(() -> invitations().revoke(invitee(number), ACME));
            }
            return true;
          });
    }

    AtOnce.call(calls);

    assertThat(open()).isLessThanOrEqualTo(LIMIT);
  }

  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (OrgtableException e) {
      assertThat(e).isInstanceOfAny(TooManyInvitations.class, InvitationNotFound.class);
    }
  }
}
