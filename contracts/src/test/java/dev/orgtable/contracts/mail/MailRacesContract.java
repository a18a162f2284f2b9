package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Delivery.State;
import dev.orgtable.EmailAddress;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.DyingClient;
import dev.orgtable.contracts.DyingClient.Died;
import dev.orgtable.contracts.InterleavingClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of mails when workers race, die, or are overtaken by changes of the invitation. */
final class MailRacesContract extends MailTableContract {

  private static final Duration LEASE = Duration.ofMinutes(5);

  /** The greatest difference of two right clocks. */
  private static final Duration APART = Duration.ofMinutes(2);

  private static final int MANY = 30;

  @Test
  void many_workers_send_each_mail_once() {
    List<EmailAddress> invitees =
        IntStream.range(0, MANY).mapToObj(i -> EmailAddress.of("u" + i + "@example.com")).toList();
    invitees.forEach(this::invite);

    Supplier<Boolean> delivery =
        () -> {
          deliver();
          return true;
        };
    AtOnce.call(4, delivery);

    assertThat(postbox.mails())
        .extracting(mail -> mail.invitation().invitee())
        .containsExactlyInAnyOrderElementsOf(invitees);
    assertThat(invitees).allMatch(invitee -> delivery(invitee).state() == State.SENT);
  }

  @Test
  void a_worker_that_dies_at_any_call_leaves_the_mail_to_the_next() {
    int calls = 0;
    for (boolean alive = false; !alive; ) {
      calls++;
      boolean before = survives(calls, false);
      boolean after = survives(calls, true);
      alive = before && after;
    }

    assertThat(calls).as("calls until a mail is sent").isBetween(4, 10);
  }

  /** Runs a worker that dies at one of its calls; returns whether it made fewer. */
  private boolean survives(int call, boolean applied) {
    int before = postbox.mails().size();
    invite(BOB);
    boolean alive = true;
    try {
      deliver(DyingClient.at(call, applied, client()));
    } catch (Died e) {
      alive = false;
    }
    clock.advance(LEASE.plus(APART));

    deliver();

    int sent = postbox.mails().size() - before;
    assertThat(sent).as("died at %d, applied %s", call, applied).isBetween(1, 2);
    assertThat(delivery().state()).isEqualTo(State.SENT);
    String token = postbox.mails().get(postbox.mails().size() - 1).token();
    assertThat(invitations().getByToken(token).invitation().invitee()).isEqualTo(BOB);
    invitations().rejectByToken(token);
    return alive;
  }

  @Test
  void a_mail_whose_sending_is_never_told_is_given_up_after_twelve_attempts() {
    AtomicInteger attempts = new AtomicInteger();
    invite(BOB);
    postbox.before(
        () -> {
          attempts.incrementAndGet();
          throw new OutOfMemoryError("the worker is gone");
        });

    for (int i = 0; i < 12; i++) {
      assertThatThrownBy(this::deliver).hasRootCauseInstanceOf(OutOfMemoryError.class);
      clock.advance(LEASE.plus(APART));
    }
    deliver();

    assertThat(attempts).hasValue(12);
    assertThat(delivery().state()).isEqualTo(State.FAILED);
    assertThat(delivery().lastError()).contains("too many attempts");
  }

  @Test
  void a_mail_whose_sending_is_never_told_is_sent_again_with_another_token() {
    invite(BOB);
    postbox.before(
        () -> {
          throw new OutOfMemoryError("the worker is gone");
        });
    try {
      deliver();
    } catch (IllegalStateException e) {
      assertThat(e).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    postbox.before(() -> {});

    deliver();
    assertThat(postbox.mails()).as("it is taken").isEmpty();

    clock.advance(LEASE.plus(APART));
    deliver();
    assertThat(postbox.mails()).hasSize(1);
    assertThat(delivery().attempts()).isEqualTo(2);
  }

  @Test
  void an_invitation_resent_during_its_mail_is_mailed_with_a_valid_token() {
    invite(BOB);
    postbox.before(
        () -> {
          postbox.before(() -> {});
          invitations().resend(BOB, ACME, Duration.ofDays(3));
        });

    deliver();

    assertThat(postbox.mails()).hasSize(2);
    assertThat(invitations().getByToken(postbox.mails().get(1).token()).invitation().id())
        .isEqualTo(postbox.mails().get(0).invitation().id());
  }

  @Test
  void an_invitation_made_anew_during_the_mail_of_the_former_is_mailed_itself() {
    invite(BOB);
    postbox.before(
        () -> {
          postbox.before(() -> {});
          invitations().revoke(BOB, ACME);
          invitations().invite(BOB, ACME, Set.of());
        });

    deliver();

    assertThat(postbox.mails()).hasSize(2);
    assertThat(postbox.mails().get(1).invitation().id())
        .isEqualTo(invitations().get(BOB, ACME).id());
  }

  @Test
  void an_invitation_closed_while_it_is_mailed_leaves_nothing() {
    invite(BOB);
    postbox.before(() -> invitations().revoke(BOB, ACME));

    deliver();

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_invitation_revoked_before_its_mail_is_claimed_is_not_mailed() {
    invite(BOB);

    deliver(InterleavingClient.beforeWriting(client(), () -> invitations().revoke(BOB, ACME)));

    assertThat(postbox.mails()).isEmpty();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_acceptance_before_the_mail_is_recorded_makes_a_member() {
    invite(BOB);

    deliver(
        InterleavingClient.beforeWrite(
            2,
            client(),
            () -> invitations().acceptByToken(postbox.mails().get(0).token(), profile(BOB))));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }
}
