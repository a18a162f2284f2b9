package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvitationDetails;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the details that an invitee sees by a token before deciding. */
final class InvitationDetailsContract extends TableContract {

  private static final Duration HOUR = Duration.ofHours(1);

  private String token = "";

  @BeforeEach
  void ann_owns_acme_and_bob_has_a_token() {
    user(ANN);
    organisation(ACME, ANN);
    token =
        orgtable()
            .invitations()
            .issueToken(orgtable().invitations().invite(BOB, ACME, Set.of(STAFF), "Ann", HOUR));
  }

  private InvitationDetails see() {
    return orgtable().invitations().getByToken(token);
  }

  @Test
  void it_tells_who_invites_to_what_and_changes_nothing() {
    List<Map<String, AttributeValue>> before = items();

    InvitationDetails seen = see();

    assertThat(seen.invitation()).isEqualTo(orgtable().invitations().get(BOB, ACME));
    assertThat(seen.organisation()).isEqualTo(orgtable().organisations().get(ACME));
    assertThat(seen.isUser()).isFalse();
    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void it_tells_whether_the_invitee_is_a_user() {
    user(BOB);

    assertThat(see().isUser()).isTrue();
  }

  @Test
  void the_token_of_a_closed_invitation_tells_how_it_ended() {
    orgtable().invitations().acceptByToken(token, profile(BOB));

    assertEnding(Ending.ACCEPTED);

    orgtable().memberships().remove(BOB, ACME);
    assertEnding(Ending.ENDED);
  }

  @Test
  void a_replaced_token_says_so() {
    orgtable().invitations().resend(BOB, ACME, HOUR);

    assertEnding(Ending.REPLACED);
  }

  @Test
  void the_token_of_a_deleted_organisation_says_so() {
    orgtable().organisations().delete(ACME);

    assertEnding(Ending.ORGANISATION_DELETED);
  }

  private void assertEnding(Ending how) {
    assertThatThrownBy(this::see)
        .isInstanceOfSatisfying(
            InvitationNotOpen.class, e -> assertThat(e.ending()).isEqualTo(how));
  }

  @Test
  void the_token_of_an_expired_invitation_says_so_even_after_its_deletion() {
    clock.advance(HOUR);
    assertThatThrownBy(this::see).isInstanceOf(InvitationExpired.class);

    clock.advance(Duration.ofDays(7));
    work();

    assertThatThrownBy(this::see).isInstanceOf(InvitationExpired.class);
  }

  @Test
  void a_token_that_is_none_costs_one_read_unit_and_tells_nothing() {
    String other = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "E" : "A");
    resetCost();

    assertThatThrownBy(() -> orgtable().invitations().getByToken(other))
        .isInstanceOf(InvitationTokenUnknown.class);

    assertThat(cost()).isEqualTo(new Cost(1, 1, 0));
  }

  @Test
  void it_costs_six_read_units() {
    resetCost();

    see();

    assertThat(cost()).isEqualTo(new Cost(2, 6, 0));
  }
}
