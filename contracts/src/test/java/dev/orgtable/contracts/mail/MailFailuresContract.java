package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Delivery;
import dev.orgtable.Delivery.State;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.job.MailLimits;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.InvitationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of mails that fail permanently or for now. */
final class MailFailuresContract extends MailTableContract {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void a_failed_mail_is_due_again_after_a_minute_and_says_why() {
    postbox.failing("451 try later", false);
    invite(BOB);

    deliver();

    assertThat(delivery())
        .isEqualTo(
            new Delivery(
                State.DUE, Instant.parse("2126-11-23T12:01:00Z"), 1, Optional.of("451 try later")));
  }

  @Test
  void each_pause_is_twice_as_long_up_to_six_hours_and_after_twelve_attempts_it_is_given_up() {
    postbox.failing("451 try later", false);
    invite(BOB);
    List<Long> pauses = new ArrayList<>();

    while (delivery().state() == State.DUE) {
      Duration pause = Duration.between(clock.instant(), delivery().at());
      pauses.add(pause.plusSeconds(1).toMinutes());
      clock.advance(pause.plusSeconds(pause.isNegative() ? 1 : 0));
      clock.advance(Duration.ofMillis(500));
      deliver();
    }

    assertThat(pauses).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 360L, 360L);
    assertThat(delivery())
        .satisfies(
            given -> {
              assertThat(given.state()).isEqualTo(State.FAILED);
              assertThat(given.attempts()).isEqualTo(12);
              assertThat(given.lastError()).contains("451 try later");
            });
  }

  @Test
  void it_is_due_when_the_invitation_expires_at_the_latest() {
    postbox.failing("451 try later", false);
    Instant end = invitations().invite(BOB, ACME, Set.of(), "Ann", Duration.ofHours(1)).expiresAt();

    while (delivery().state() == State.DUE && delivery().at().isBefore(end)) {
      clock.advance(Duration.between(clock.instant(), delivery().at()).abs());
      deliver();
    }

    assertThat(delivery().at()).isEqualTo(end);
    assertThat(delivery().attempts()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"499,499", "500,500", "501,500"})
  void of_what_went_wrong_500_characters_are_kept(int length, int kept) {
    postbox.failing("e".repeat(length), false);
    invite(BOB);

    deliver();

    assertThat(delivery().lastError().orElseThrow()).hasSize(kept);
  }

  @Test
  void nothing_is_tried_before_it_is_due() {
    postbox.failing("451 try later", false);
    invite(BOB);
    deliver();

    clock.advance(MINUTE.minusSeconds(1));
    deliver();

    assertThat(delivery().attempts()).isOne();
  }

  @Test
  void a_failure_for_good_is_not_tried_again() {
    postbox.failing("550 no such mailbox", true);
    invite(BOB);
    deliver();
    postbox.before(() -> {});

    clock.advance(DAY);
    deliver();

    assertThat(postbox.mails()).isEmpty();
    assertThat(delivery().state()).isEqualTo(State.FAILED);
    assertThat(delivery().lastError()).contains("550 no such mailbox");
  }

  @Test
  void an_invitation_whose_mail_failed_is_mailed_when_it_is_resent() {
    postbox.failing("550 no such mailbox", true);
    invite(BOB);
    deliver();
    postbox.before(() -> {});

    invitations().resend(BOB, ACME, DAY);
    deliver();

    assertThat(postbox.mails()).hasSize(1);
    assertThat(delivery())
        .isEqualTo(
            new Delivery(State.SENT, Instant.parse("2126-11-23T12:00:00Z"), 1, Optional.empty()));
  }

  @Test
  void of_another_exception_of_a_mailer_the_class_is_reported_and_stored() {
    postbox.before(
        () -> {
          throw new IllegalStateException("oti_secret");
        });
    invite(BOB);

    assertThatThrownBy(this::deliver)
        .hasMessage("the mailer failed: java.lang.IllegalStateException")
        .hasNoCause()
        .hasStackTraceContaining("MailFailuresContract");

    assertThat(delivery().state()).isEqualTo(State.DUE);
    assertThat(delivery().lastError()).contains("the mailer failed: IllegalStateException");
    assertThat(itemsNaming("oti_secret")).isEmpty();
  }

  @Test
  void a_mail_that_fails_does_not_delay_the_others() {
    invite(BOB);
    invite(CAT);
    invite(DAN);
    AtomicBoolean first = new AtomicBoolean(true);
    postbox.before(
        () -> {
          if (first.getAndSet(false)) {
            throw new IllegalStateException("one");
          }
        });

    assertThatThrownBy(this::deliver).hasMessageStartingWith("the mailer failed");

    assertThat(postbox.mails()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void a_mail_that_cannot_be_sent_before_the_invitation_expires_is_given_up() {
    postbox.failing("451 try later", false);
    invitations().invite(BOB, ACME, Set.of(), "", Duration.ofHours(1));
    deliver();

    clock.advance(Duration.ofHours(2));
    postbox.before(() -> {});
    deliver();

    assertThat(postbox.mails()).isEmpty();
    assertThat(delivery().state()).isEqualTo(State.FAILED);
    assertThat(delivery().lastError()).contains("the invitation has expired; 451 try later");
  }

  @Test
  void more_mails_to_one_address_than_an_hour_may_have_wait_for_the_next() {
    WorkerSettings two = WorkerSettings.DEFAULT.withMailsAnHour(new MailLimits(2, 9, 9));
    for (String each : List.of("a-1", "a-2", "a-3")) {
      OrganisationId organisation = OrganisationId.of(each);
      organisation(organisation, ANN);
      invitations().invite(BOB, organisation, Set.of());
    }
    invite(CAT);

    deliver(client(), two);

    assertThat(postbox.mails()).hasSize(3);
    assertThat(waiting())
        .singleElement()
        .isEqualTo(
            new Delivery(State.DUE, Instant.parse("2126-11-23T13:00:00Z"), 0, Optional.empty()));

    clock.advance(Duration.ofHours(1));
    deliver(client(), two);

    assertThat(postbox.mails()).hasSize(4);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void more_mails_by_one_person_than_an_hour_may_have_wait_for_the_next() {
    WorkerSettings two = WorkerSettings.DEFAULT.withMailsAnHour(new MailLimits(9, 2, 9));
    InvitationStore ofAnn = mailing().by(ANN).invitations();
    for (EmailAddress invitee : List.of(BOB, CAT, DAN)) {
      inviteAs(ofAnn, invitee);
    }
    inviteAs(mailing().by(BOB).invitations(), EmailAddress.of("eve@example.com"));
    inviteAs(invitations(), EmailAddress.of("fay@example.com"));

    deliver(client(), two);

    assertThat(postbox.mails()).hasSize(4);

    clock.advance(Duration.ofHours(1));
    deliver(client(), two);

    assertThat(postbox.mails()).hasSize(5);
  }

  @Test
  void a_resend_counts_for_who_resends() {
    WorkerSettings one = WorkerSettings.DEFAULT.withMailsAnHour(new MailLimits(9, 1, 9));
    inviteAs(mailing().by(ANN).invitations(), CAT);
    inviteAs(invitations(), DAN);
    deliver(client(), one);

    mailing().by(ANN).invitations().resend(DAN, ACME, Duration.ofDays(1));
    deliver(client(), one);
    int byAnn = postbox.mails().size();
    mailing().by(BOB).invitations().resend(DAN, ACME, Duration.ofDays(1));
    deliver(client(), one);

    assertThat(byAnn).isEqualTo(2);
    assertThat(postbox.mails()).hasSize(3);
  }

  @Test
  void more_mails_in_all_than_an_hour_may_have_wait_for_the_next() {
    WorkerSettings two = WorkerSettings.DEFAULT.withMailsAnHour(new MailLimits(9, 9, 2));
    for (EmailAddress invitee : List.of(BOB, CAT, DAN)) {
      inviteAs(invitations(), invitee);
    }

    deliver(client(), two);

    assertThat(postbox.mails()).hasSize(2);

    clock.advance(Duration.ofHours(1));
    deliver(client(), two);

    assertThat(postbox.mails()).hasSize(3);
  }

  private static void inviteAs(InvitationStore store, EmailAddress invitee) {
    store.invite(invitee, ACME, Set.of());
  }

  private List<Delivery> waiting() {
    return List.of("a-1", "a-2", "a-3").stream()
        .flatMap(each -> invitations().get(BOB, OrganisationId.of(each)).delivery().stream())
        .filter(mail -> mail.state() == State.DUE)
        .toList();
  }
}
