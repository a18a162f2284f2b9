package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Delivery.State;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.PageRequest;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of a process whose clock is wrong, on an engine that reports its own time: it takes
 * no irreversible action and reports why.
 */
final class WrongClockContract extends MailTableContract {

  private static final Duration DAYS = Duration.ofDays(15);
  private static final Receipt RECEIPT = Receipt.of("the key", "the request");

  /** Returns the operations of a process whose clock is ahead of the engine's. */
  private Orgtable ahead(Duration time) {
    return on(client(), settings().withClock(Clock.offset(clock, time)).withInvitationMails());
  }

  private void turn(Duration ahead) {
    try (Worker worker = postman(ahead(ahead))) {
      deliver(worker);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {61, 3600, -61, -86_400})
  void it_says_how_far_its_clock_is_from_the_engine_s(long seconds) {
    Orgtable wrong = ahead(Duration.ofSeconds(seconds));
    assertThat(wrong.clockSkew()).isEmpty();

    wrong.users().get(ANN);

    assertThat(wrong.clockSkew())
        .hasValueSatisfying(
            skew -> assertThat(skew.minusSeconds(seconds).abs()).isLessThan(Duration.ofSeconds(5)));
    assertThatThrownBy(() -> Maintenance.of(wrong).sweep().run(1, read -> {}))
        .isInstanceOf(ClockSkew.class)
        .hasMessageContaining(seconds > 0 ? "ahead of DynamoDB's" : "behind DynamoDB's");
  }

  @Test
  void an_open_invitation_stays_when_the_clock_is_fifteen_days_ahead() {
    invite(BOB);
    deliver();

    assertThatThrownBy(() -> turn(DAYS)).isInstanceOf(ClockSkew.class);
    assertThatThrownBy(() -> Maintenance.of(ahead(DAYS)).sweep().run(2, read -> {}))
        .isInstanceOf(ClockSkew.class);

    user(BOB);
    assertThat(invitations().accept(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_mail_is_not_given_up_when_the_clock_is_ahead() {
    invitations().invite(BOB, ACME, Set.of(), "", Duration.ofHours(1));

    assertThatThrownBy(() -> turn(Duration.ofHours(2))).isInstanceOf(ClockSkew.class);

    assertThat(delivery().state()).isEqualTo(State.DUE);
    deliver();
    assertThat(postbox.mails()).hasSize(1);
  }

  @Test
  void an_invitation_is_not_replaced_when_the_clock_is_ahead() {
    invite(BOB);
    user(BOB);
    Orgtable wrong = ahead(DAYS);

    assertThatThrownBy(() -> wrong.invitations().invite(BOB, ACME, Set.of()))
        .isInstanceOf(AlreadyInvited.class);
    assertThatThrownBy(() -> wrong.memberships().addMembers(ACME, Map.of(BOB, Set.of())))
        .isInstanceOf(AlreadyInvited.class);

    assertThat(invitations().accept(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 25, 24 * 400})
  void a_receipt_holds_while_the_clock_is_ahead(long hours) {
    String first = create(mailing());

    String again = create(ahead(Duration.ofHours(hours)));

    assertThat(again).isEqualTo(first);
    assertThat(orgtable().organisations().search("Twice", PageRequest.first(9)).items()).hasSize(1);
  }

  @Test
  void a_receipt_written_while_the_clock_was_behind_holds() {
    String first = create(ahead(Duration.ofHours(-25)));

    assertThat(create(mailing())).isEqualTo(first);
    clock.advance(Receipt.VALID_FOR.minusMinutes(1));
    assertThat(create(mailing())).isEqualTo(first);
  }

  private static String create(Orgtable orgtable) {
    return orgtable.once(
        RECEIPT, to -> to.organisations().create("Twice", ANN), made -> made.id().value());
  }

  @ParameterizedTest
  @ValueSource(longs = {59, -59, 0})
  void a_clock_within_a_minute_is_right(long seconds) {
    invite(BOB);
    clock.advance(Duration.ofDays(14).plusMinutes(2));

    turn(Duration.ofSeconds(seconds));

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void it_is_told_once_though_it_looks_again_and_again() throws InterruptedException {
    AtomicReference<RuntimeException> told = new AtomicReference<>();
    CountDownLatch once = new CountDownLatch(1);
    try (Worker worker =
        Worker.of(
            ahead(DAYS),
            WorkerSettings.DEFAULT.withMailer(postbox).withPoll(Duration.ofMillis(100)),
            e -> {
              assertThat(told.getAndSet(e)).isNull();
              once.countDown();
            })) {
      worker.start();
      assertThat(once.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(told.get()).isInstanceOf(ClockSkew.class);
  }
}
