package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Delivery.State;
import dev.orgtable.job.Worker;
import dev.orgtable.store.Orgtable;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of leases of mails under wrong clocks. The engine's responses have no time. */
final class MailsByWrongClocksContract extends MailTableContract {

  private static final Duration LEASE = Duration.ofMinutes(5);

  private Worker postman(Duration ahead) {
    Clock own = Clock.offset(clock, ahead);
    return postman(
        Orgtable.on(client(), tableName, settings().withClock(own).withInvitationMails()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-10, 0, 10, 24 * 60})
  void a_mail_that_another_worker_is_sending_is_not_sent_twice(long minutesAhead) {
    invite(BOB);
    try (Worker other = postman(Duration.ofMinutes(minutesAhead));
        Worker slow = postman(Duration.ZERO)) {
      postbox.before(
          () -> {
            postbox.before(() -> {});
            deliver(other);
            clock.advance(LEASE.minusSeconds(1));
            deliver(other);
          });

      deliver(slow);
      deliver(other);
    }

    assertThat(postbox.mails()).hasSize(1);
    assertThat(delivery().attempts()).isOne();
    assertThat(delivery().state()).isEqualTo(State.SENT);
    String token = postbox.mails().get(0).token();
    assertThat(invitations().getByToken(token).invitation().invitee()).isEqualTo(BOB);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 24})
  void a_mail_that_a_dead_worker_had_is_sent_when_it_was_seen_so_for_five_minutes(long hoursAhead) {
    invite(BOB);
    dieSending(Duration.ofHours(hoursAhead));

    try (Worker waiting = postman(Duration.ZERO)) {
      deliver(waiting);
      clock.advance(LEASE.minusNanos(1));
      deliver(waiting);
      assertThat(postbox.mails()).isEmpty();

      clock.advance(Duration.ofNanos(1));
      deliver(waiting);
    }

    assertThat(postbox.mails()).hasSize(1);
    assertThat(delivery().attempts()).isEqualTo(2);
  }

  private void dieSending(Duration ahead) {
    postbox.before(
        () -> {
          throw new OutOfMemoryError("the worker is gone");
        });
    try (Worker dying = postman(ahead)) {
      deliver(dying);
    } catch (IllegalStateException e) {
      assertThat(e).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    postbox.before(() -> {});
  }

  @Test
  void a_resent_invitation_is_mailed_at_once_during_a_mail() {
    invite(BOB);
    dieSending(Duration.ZERO);

    invitations().resend(BOB, ACME, Duration.ofDays(3));
    deliver();

    assertThat(postbox.mails()).hasSize(1);
  }
}
