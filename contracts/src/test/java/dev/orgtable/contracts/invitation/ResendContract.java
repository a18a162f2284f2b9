package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of resending invitations. */
final class ResendContract extends TableContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @BeforeEach
  void ann_owns_acme_and_invites_bob() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF, READERS), "Ann", HOUR);
  }

  private Invitation resend() {
    return orgtable().invitations().resend(BOB, ACME, DAY);
  }

  @Test
  void a_resent_invitation_stays_the_same_and_expires_later() {
    Invitation before = orgtable().invitations().get(BOB, ACME);

    Invitation resent = resend();

    assertThat(resent).usingRecursiveComparison().ignoringFields("expiresAt").isEqualTo(before);
    assertThat(resent.expiresAt()).isEqualTo("2126-11-24T12:00:00Z");
    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(resent);
    assertThat(orgtable().users().invitations(BOB, PageRequest.first(1)).items())
        .singleElement()
        .satisfies(seen -> assertThat(seen.expiresAt()).isEqualTo(resent.expiresAt()));
  }

  @Test
  void a_later_expiry_is_kept() {
    orgtable().invitations().resend(BOB, ACME, DAY.multipliedBy(30));
    Invitation before = orgtable().invitations().get(BOB, ACME);

    Invitation resent = resend();

    assertThat(resent.expiresAt()).isEqualTo(before.expiresAt());
  }

  @Test
  void an_expired_invitation_is_reopened_and_can_be_accepted() {
    clock.advance(HOUR.multipliedBy(2));

    resend();

    assertThat(orgtable().invitations().accept(BOB, ACME).groups())
        .containsExactlyInAnyOrder(STAFF, READERS);
  }

  @Test
  void an_expired_invitation_is_listed_on_request() {
    clock.advance(HOUR.multipliedBy(2));

    var found = orgtable().invitations().listWithExpired(ACME, PageRequest.first(10)).items();

    assertThat(found).singleElement().extracting(Invitation::invitee).isEqualTo(BOB);
    assertThat(orgtable().invitations().list(ACME, PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void an_unknown_invitation_cannot_be_resent() {
    orgtable().invitations().revoke(BOB, ACME);

    assertThatThrownBy(this::resend).isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void an_acceptance_during_a_resend_leaves_a_member_only() {
    assertThatThrownBy(
            () ->
                meanwhile(() -> orgtable().invitations().accept(BOB, ACME))
                    .invitations()
                    .resend(BOB, ACME, DAY))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(attribute("user/" + BOB, "userOrganisation/" + ACME, "expiresAt")).isEmpty();
  }

  @Test
  void an_invitation_that_replaced_it_meanwhile_is_resent() {
    Invitation resent =
        meanwhile(
                () -> {
                  orgtable().invitations().revoke(BOB, ACME);
                  orgtable().invitations().invite(BOB, ACME, Set.of(), "Cat", HOUR);
                })
            .invitations()
            .resend(BOB, ACME, DAY);

    assertThat(resent.groups()).isEmpty();
    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(resent);
  }

  @Test
  void it_costs_two_read_units_and_both_sides_and_its_place_in_the_index() {
    resetCost();

    resend();

    assertThat(List.of(ReportedCosts.line("resend", cost())))
        .isEqualTo(ReportedCosts.of("resend: 2 requests, 2 R, 8 W"));
  }

  @Test
  void to_open_again_what_has_expired_costs_no_read_of_the_organisation() {
    clock.advance(DAY);
    resetCost();

    resend();

    assertThat(List.of(ReportedCosts.line("resend", cost())))
        .isEqualTo(ReportedCosts.of("resend: 2 requests, 2 R, 8 W"));
  }

  @Test
  void it_stays_open_for_an_hour_to_90_days() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().invitations().resend(BOB, ACME, Duration.ofMinutes(59)))
        .withMessage("validFor must be 1 hour to 90 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().invitations().resend(BOB, ACME, Duration.ofDays(91)));
  }
}
