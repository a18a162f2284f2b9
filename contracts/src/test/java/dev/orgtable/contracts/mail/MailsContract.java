package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Delivery;
import dev.orgtable.Delivery.State;
import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.JobId;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the mails of invitations: stored invitations are mailed, and nothing else. */
final class MailsContract extends MailTableContract {

  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void an_invitation_is_due_to_be_mailed_from_the_moment_it_is_stored() {
    Invitation made = invite(BOB);

    assertThat(made.delivery())
        .contains(
            new Delivery(State.DUE, Instant.parse("2126-11-23T12:00:00Z"), 0, Optional.empty()));
    assertThat(invitations().get(BOB, ACME)).isEqualTo(made);
  }

  @Test
  void it_is_mailed_once_and_that_is_noted() {
    Invitation made = invite(BOB);

    deliver();
    deliver();

    assertThat(postbox.mails())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.invitation().id()).isEqualTo(made.id());
              assertThat(mail.organisation())
                  .extracting(Organisation::name)
                  .isEqualTo("Organisation acme");
            });
    assertThat(delivery())
        .isEqualTo(
            new Delivery(State.SENT, Instant.parse("2126-11-23T12:00:00Z"), 1, Optional.empty()));
  }

  @Test
  void the_token_in_the_mail_makes_the_invitee_a_member() {
    invite(BOB);
    deliver();
    String token = postbox.mails().get(0).token();

    invitations().acceptByToken(token, profile(BOB));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void no_text_of_a_mail_has_the_token() {
    invite(BOB);

    deliver();

    InvitationMail mail = postbox.mails().get(0);
    assertThat(mail.toString()).doesNotContain(mail.token());
    assertThat(items().toString()).doesNotContain(mail.token());
  }

  @Test
  void an_invitation_without_a_mail_is_not_mailed() {
    Invitation made = orgtable().invitations().invite(BOB, ACME, Set.of());

    deliver();

    assertThat(made.delivery()).isEmpty();
    assertThat(postbox.mails()).isEmpty();
  }

  @Test
  void a_refused_invitation_is_not_mailed() {
    assertThatThrownBy(() -> invitations().invite(BOB, BETA, Set.of()))
        .isInstanceOf(OrganisationNotFound.class);

    deliver();

    assertThat(postbox.mails()).isEmpty();
  }

  @Test
  void mails_wait_for_a_worker_that_sends_them() {
    invite(BOB);
    work();

    assertThat(delivery().state()).isEqualTo(State.DUE);

    deliver();

    assertThat(delivery().state()).isEqualTo(State.SENT);
  }

  @Test
  void an_invitation_closed_meanwhile_is_not_mailed() {
    user(CAT);
    invite(BOB);
    invite(CAT);
    invitations().revoke(BOB, ACME);
    invitations().accept(CAT, ACME);

    deliver();

    assertThat(postbox.mails()).isEmpty();
  }

  @Test
  void a_resent_invitation_is_mailed_again_and_only_its_new_token_is_valid() {
    invite(BOB);
    deliver();
    invitations().resend(BOB, ACME, DAY);
    deliver();
    String earlier = postbox.mails().get(0).token();
    String later = postbox.mails().get(1).token();

    assertThatThrownBy(() -> invitations().getByToken(earlier))
        .isInstanceOf(InvitationNotOpen.class);

    assertThat(invitations().getByToken(later).invitation().invitee()).isEqualTo(BOB);
    assertThat(postbox.mails()).hasSize(2);
  }

  @Test
  void an_invitation_resent_without_mails_is_no_longer_mailed() {
    invite(BOB);
    orgtable().invitations().resend(BOB, ACME, DAY);

    deliver();

    assertThat(orgtable().invitations().get(BOB, ACME).delivery()).isEmpty();
    assertThat(postbox.mails()).isEmpty();
  }

  @Test
  void a_mail_follows_a_change_of_address() {
    user(BOB);
    invite(BOB);
    deliver();

    orgtable().users().changeAddress(BOB, EVE);
    deliver();

    assertThat(postbox.mails())
        .extracting(mail -> mail.invitation().invitee())
        .containsExactly(BOB, EVE);
    assertThat(delivery(EVE).state()).isEqualTo(State.SENT);
  }

  @Test
  void an_invitation_without_a_mail_is_not_mailed_after_a_move() {
    user(BOB);
    orgtable().invitations().invite(BOB, ACME, Set.of());

    orgtable().users().changeAddress(BOB, EVE);
    deliver();

    assertThat(postbox.mails()).isEmpty();
  }

  @Test
  void invitations_of_a_deleted_organisation_are_not_mailed() {
    new Crowd(client(), tableName, ACME).join(120, Set.of());
    invite(BOB);
    JobId job = orgtable().organisations().delete(ACME).orElseThrow();
    lease(job, Long.MAX_VALUE);

    deliver();

    assertThat(postbox.mails()).isEmpty();
    lease(job, 0);
    work();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_mail_costs_eight_write_units_to_take_and_one_to_note_and_the_index() {
    invite(BOB);
    deliver();
    Cost idle = costOfDelivering();
    invite(CAT);

    Cost one = costOfDelivering();

    assertThat(one.writeUnits() - idle.writeUnits()).isEqualTo(8 + 1 + 2);
    assertThat(one.requests() - idle.requests()).isEqualTo(4);
  }

  private Cost costOfDelivering() {
    resetCost();
    deliver();
    return cost();
  }

  /** Gives another worker the lease of a job until a time. */
  private void lease(JobId job, long until) {
    client()
        .updateItem(
            update ->
                update
                    .tableName(tableName)
                    .key(
                        Map.of(
                            "id", AttributeValue.fromS("job/" + job),
                            "rng", AttributeValue.fromS("job")))
                    .updateExpression("SET leaseUntil = :until")
                    .expressionAttributeValues(
                        Map.of(":until", AttributeValue.fromN(Long.toString(until)))));
  }
}
