package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.JobId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.Crowd;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * The contract of leases under wrong clocks: time passes equally for all workers, but their clocks
 * differ. The engine's responses have no time.
 */
@Tag("slow")
final class LeasesByWrongClocksContract extends TableContract {

  private static final int MANY = 120;
  private static final int WITHIN = 60;

  /** The write that leases a job. */
  private static final int TAKEN = 1;

  private static final Duration LEASE = WorkerSettings.DEFAULT.lease();

  @BeforeEach
  final void a_job() {
    user(ANN);
    organisation(ACME, ANN);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(STAFF));
  }

  private JobId rename() {
    return orgtable().organisations().rename(ACME, "Renamed").job().orElseThrow();
  }

  /** Returns a worker whose clock is ahead, with an action before each write. */
  private Worker worker(Duration ahead, IntConsumer watch) {
    return worker(Clock.offset(clock, ahead), settings(), LEASE, watch);
  }

  private Worker worker(Clock own, Settings settings, Duration lease, IntConsumer watch) {
    WorkerSettings one =
        WorkerSettings.DEFAULT
            .withWriteUnits(40_000)
            .withParallel(1)
            .withLease(lease)
            .withNanoTime(clock::nanoTime);
    DynamoDbClient watched = WatchedClient.beforeEachWrite(client(), watch);
    return Worker.of(
        Orgtable.on(watched, tableName, settings.withClock(own)),
        one,
        e -> {
          throw e;
        });
  }

  private static int look(Worker worker) {
    try {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-24, 0, 24})
  void a_dead_worker_s_job_is_taken_over_after_one_lease_whatever_its_clock(long hoursAhead) {
    rename();
    die(Duration.ofHours(hoursAhead));
    int at;
    int before;
    int after;

    try (Worker waiting = worker(Duration.ZERO, write -> {})) {
      at = look(waiting);
      clock.advance(LEASE.minusNanos(1));
      before = look(waiting);
      clock.advance(Duration.ofNanos(1));
      after = look(waiting);
    }

    assertThat(List.of(at, before, after)).containsExactly(0, 0, 1);
    assertThat(itemsNaming("Organisation acme")).isEmpty();
  }

  private void die(Duration ahead) {
    try (Worker dying =
        worker(
            ahead,
            write -> {
              if (write >= WITHIN) {
                throw DynamoDbException.builder().statusCode(400).message("died").build();
              }
            })) {
      assertThatThrownBy(() -> look(dying)).isInstanceOf(RuntimeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-24, 24})
  void a_worker_keeps_its_job_whatever_the_clock_of_who_waits(long hoursAhead) {
    rename();
    AtomicInteger others = new AtomicInteger();
    int ended;

    try (Worker waiting = worker(Duration.ofHours(hoursAhead), write -> {});
        Worker working =
            worker(
                Duration.ZERO,
                write -> {
                  if (write > TAKEN) {
                    others.addAndGet(look(waiting));
                    clock.advance(LEASE.dividedBy(20));
                    others.addAndGet(look(waiting));
                  }
                })) {
      ended = look(working);
    }

    assertThat(others).hasValue(0);
    assertThat(ended).isOne();
  }

  @Test
  void a_worker_whose_clock_stands_still_keeps_its_job() {
    rename();
    AtomicInteger others = new AtomicInteger();
    Clock still = Clock.fixed(clock.instant(), clock.getZone());
    int ended;

    try (Worker waiting = worker(Duration.ZERO, write -> {});
        Worker working =
            worker(
                still,
                settings(),
                LEASE,
                write -> {
                  if (write > TAKEN) {
                    clock.advance(LEASE.dividedBy(20));
                    others.addAndGet(look(waiting));
                  }
                })) {
      ended = look(working);
    }

    assertThat(others).hasValue(0);
    assertThat(ended).isOne();
  }

  @Test
  void a_lease_that_is_shorter_than_the_wait_at_the_end_is_renewed_while_that_lasts() {
    Duration lease = Duration.ofSeconds(1);
    Duration wait = lease.multipliedBy(2);
    JobId job = orgtable().organisations().delete(ACME).orElseThrow();
    Set<String> leases = new HashSet<>();
    Settings patient = settings().withTimeouts(Duration.ofSeconds(10), wait);

    try (Worker worker =
        worker(
            clock,
            patient,
            lease,
            write -> {
              clock.advance(lease.dividedBy(2));
              if (done(job) >= MANY) {
                leases.add(attribute("job/" + job, "job", "leaseUntil").toString());
              }
            })) {
      look(worker);
    }

    assertThat(leases).hasSizeGreaterThan(6);
  }

  private long done(JobId job) {
    return attribute("job/" + job, "job", "jobDone")
        .map(AttributeValue::n)
        .map(Long::parseLong)
        .orElse(0L);
  }
}
