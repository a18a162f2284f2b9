package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * The contract of workers that compete for a job, stop, fail or die. The test moves the clock. The
 * first write of a worker leases the job, the next ones update its copies one by one.
 */
@Tag("slow")
final class LeasesContract extends TableContract {

  private static final int MANY = 120;

  /** The write that leases a job. */
  private static final int TAKEN = 1;

  private static final int IN_A_PAGE = 60;
  private static final int IN_THE_SECOND_PAGE = 110;

  /**
   * The write that completes the job: after 1 that leases it, 3 that save a page, and the copies.
   */
  private static final int AT_THE_END = 4 + MANY + 2;

  private static final Duration LEASE = WorkerSettings.DEFAULT.lease();

  /** The length of a lease plus the greatest difference of two right clocks. */
  private static final Duration LONG_OVER = LEASE.plusMinutes(2);

  @BeforeEach
  final void a_large_organisation() {
    user(ANN);
    organisation(ACME, ANN);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(STAFF));
  }

  private JobId rename() {
    return orgtable().organisations().rename(ACME, "Renamed").job().orElseThrow();
  }

  private Worker watched(IntConsumer watch) {
    WorkerSettings one =
        WorkerSettings.DEFAULT
            .withWriteUnits(40_000)
            .withParallel(1)
            .withLease(LEASE)
            .withNanoTime(clock::nanoTime);
    return Worker.of(
        on(WatchedClient.beforeEachWrite(client(), watch)),
        one,
        e -> {
          throw e;
        });
  }

  private int runOpen(IntConsumer watch) {
    try (Worker worker = watched(watch)) {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int look(Worker worker) {
    try {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Job job(JobId id) {
    return orgtable().jobs().get(id);
  }

  private boolean isTaken(JobId job) {
    return attribute("job/" + job, "job", "leaseHolder").isPresent();
  }

  @Test
  void a_worker_keeps_a_job_of_which_one_page_takes_longer_than_the_lease() {
    rename();
    AtomicInteger others = new AtomicInteger();
    int ended;

    try (Worker other = worker()) {
      ended =
          runOpen(
              write -> {
                if (write > TAKEN) {
                  others.addAndGet(look(other));
                  clock.advance(LEASE.dividedBy(20));
                  others.addAndGet(look(other));
                }
              });
    }

    assertThat(others).hasValue(0);
    assertThat(ended).isOne();
  }

  @Test
  void a_worker_that_lost_its_lease_stops_and_leaves_the_place_to_the_one_that_has_it() {
    JobId job = rename();
    AtomicInteger afterwards = new AtomicInteger();

    int ended =
        runOpen(
            write -> {
              if (write == IN_A_PAGE) {
                clock.advance(LONG_OVER);
                dies(IN_THE_SECOND_PAGE);
              } else if (write > IN_A_PAGE) {
                afterwards.incrementAndGet();
              }
            });

    assertThat(ended).isZero();
    assertThat(isTaken(job)).isTrue();
    assertThat(job(job).done()).isEqualTo(100);
    clock.advance(LONG_OVER);
    assertThat(work()).isOne();
    assertThat(job(job).done()).isEqualTo(MANY + 1);
  }

  @Test
  void a_worker_that_lost_its_lease_at_the_end_leaves_the_end_to_the_one_that_has_it() {
    JobId job = rename();

    int ended =
        runOpen(
            write -> {
              if (write == AT_THE_END) {
                clock.advance(LONG_OVER);
                dies(3);
              }
            });

    assertThat(ended).isZero();
    assertThat(isTaken(job)).isTrue();
    clock.advance(LONG_OVER);
    assertThat(work()).isOne();
  }

  /** Runs a worker whose writes fail from a given one on. */
  private void dies(int at) {
    assertThatThrownBy(
            () ->
                runOpen(
                    write -> {
                      if (write >= at) {
                        throw DynamoDbException.builder().statusCode(400).message("died").build();
                      }
                    }))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void the_job_of_a_dead_worker_is_taken_over_when_the_lease_expires_and_not_before() {
    JobId job = rename();
    dies(IN_THE_SECOND_PAGE);
    int at;
    int before;
    int after;

    try (Worker waiting = worker()) {
      at = look(waiting);
      clock.advance(LEASE.minusNanos(1));
      before = look(waiting);
      clock.advance(Duration.ofNanos(1));
      after = look(waiting);
    }

    assertThat(List.of(at, before, after)).containsExactly(0, 0, 1);
    assertThat(job(job).done()).isEqualTo(MANY + 1);
    assertThat(itemsNaming("Organisation acme")).isEmpty();
  }

  @Test
  void a_worker_that_is_closed_within_a_page_gives_the_job_up_at_once() throws Exception {
    JobId job = rename();
    CountDownLatch within = new CountDownLatch(1);
    AtomicReference<Thread> closing = new AtomicReference<>();
    Worker worker =
        watched(
            write -> {
              if (write == IN_A_PAGE) {
                within.countDown();
                awaitWaiting(closing);
              }
            });
    Thread closer = new Thread(worker::close);
    closing.set(closer);
    worker.start();
    within.await();

    closer.start();
    closer.join();

    assertThat(isTaken(job)).isFalse();
    assertThat(work()).isOne();
    assertThat(itemsNaming("Organisation acme")).isEmpty();
  }

  private static void awaitWaiting(AtomicReference<Thread> thread) {
    while (Objects.requireNonNull(thread.get()).getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_job_whose_turn_fails_tells_why_and_goes_on_afterwards() {
    JobId job = rename();

    assertThatThrownBy(
            () ->
                runOpen(
                    write -> {
                      if (write == IN_A_PAGE) {
                        throw SdkClientException.create("no network");
                      } else if (write == IN_A_PAGE + 1) {
                        throw SdkClientException.create("no network");
                      }
                    }))
        .isInstanceOf(Unavailable.class);

    assertThat(job(job).lastError()).hasValueSatisfying(e -> assertThat(e).contains("no network"));
    assertThat(job(job).state()).isEqualTo(Job.State.OPEN);
    assertThat(work()).isOne();
    assertThat(job(job).lastError()).isEmpty();
  }
}
