package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Delivery.State;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of mails in progress when their worker is closed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MailsAtShutdownContract extends MailTableContract {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final CountDownLatch sending = new CountDownLatch(1);
  private final CountDownLatch accepted = new CountDownLatch(1);
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

  @AfterEach
  void release() {
    accepted.countDown();
  }

  /** Returns a worker that sends the mail for Bob, and whose mail server takes its time. */
  private Worker sending(Duration shutdownTimeout) throws InterruptedException {
    invite(BOB);
    postbox.before(
        () -> {
          sending.countDown();
          await(accepted);
        });
    Worker worker =
        Worker.of(
                mailing(),
                WorkerSettings.DEFAULT
                    .withMailer(postbox)
                    .withShutdownTimeout(shutdownTimeout)
                    .withNanoTime(clock::nanoTime),
                failures::add)
            .start();
    sending.await();
    return worker;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitSent() throws InterruptedException {
    while (delivery().state() != State.SENT) {
      Thread.sleep(20);
    }
  }

  @Test
  void a_worker_waits_for_a_mail_in_progress_and_records_it() throws InterruptedException {
    Worker worker = sending(Duration.ofMinutes(1));
    Thread closing = new Thread(worker::close);
    closing.start();
    closing.join(SECOND.toMillis());
    assertThat(closing.isAlive()).isTrue();

    accepted.countDown();
    closing.join();

    assertThat(delivery().state()).isEqualTo(State.SENT);
    assertThat(failures).isEmpty();
  }

  @Test
  void a_worker_leaves_a_mailer_that_hangs_and_tells() throws InterruptedException {
    Worker worker = sending(SECOND);

    worker.close();

    assertThat(failures)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("mails may still be in progress PT1S after the shutdown began");
    assertThat(delivery().state()).isEqualTo(State.DUE);
  }

  @Test
  void a_mail_sent_by_a_mailer_that_was_given_up_is_recorded() throws InterruptedException {
    sending(SECOND).close();

    accepted.countDown();
    awaitSent();
    deliver();

    assertThat(postbox.mails()).hasSize(1);
  }

  @Test
  void a_mail_that_was_left_is_sent_by_another_worker_after_its_lease()
      throws InterruptedException {
    sending(SECOND).close();
    postbox.before(() -> {});

    deliver();
    assertThat(postbox.mails()).isEmpty();
    clock.advance(Duration.ofMinutes(8));
    deliver();

    assertThat(postbox.mails()).hasSize(1);
    assertThat(delivery().state()).isEqualTo(State.SENT);
  }
}
