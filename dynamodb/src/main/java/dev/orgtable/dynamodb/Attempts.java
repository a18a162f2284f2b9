package dev.orgtable.dynamodb;

import dev.orgtable.dynamodb.CostListener.Retry;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * Sends the requests of one operation within its deadline. Retries what the SDK does not, and
 * tracks whether a write may have been applied.
 */
final class Attempts {

  private final TimeLimits limits;
  private final Deadline deadline;
  private final EngineClock engine;
  private final Failures failures;
  private final WriteListener writes;
  private final CostListener listener;

  /** When the latest request was sent, on the monotonic clock. */
  private long sentAt;

  /** Whether the operation has written anything. */
  private boolean written;

  Attempts(
      TableSettings settings,
      TimeLimits limits,
      EngineClock engine,
      Failures failures,
      WriteListener writes) {
    this(
        limits,
        new Deadline(settings.deadline(), failures),
        engine,
        failures,
        writes,
        settings.listener());
  }

  private Attempts(
      TimeLimits limits,
      Deadline deadline,
      EngineClock engine,
      Failures failures,
      WriteListener writes,
      CostListener listener) {
    this.limits = limits;
    this.deadline = deadline;
    this.engine = engine;
    this.failures = failures;
    this.writes = writes;
    this.listener = listener;
  }

  /** Returns the attempts of a read on another thread, within the same deadline. */
  Attempts ofSideRead() {
    Attempts same =
        new Attempts(
            limits, new Deadline(deadline.left(), failures), engine, failures, writes, listener);
    same.written = written;
    return same;
  }

  /** Returns whether a time on the monotonic clock is longer ago than one attempt may take. */
  boolean isTooLongAgo(long nanos) {
    return System.nanoTime() - nanos > limits.attempt().toNanos();
  }

  /** One request to DynamoDB with a time limit. */
  interface Call<T extends @Nullable Object> {
    T within(@Nullable AwsRequestOverrideConfiguration time);
  }

  <T extends @Nullable Object> T read(Call<T> call) {
    return make(call, false, null);
  }

  <T extends @Nullable Object> T write(Call<T> call) {
    return make(call, true, null);
  }

  /**
   * Sends a write that must not arrive after a deadline of its own. When half of that is over and
   * it was not applied, throws {@link ConflictException}, so that it is decided anew.
   */
  <T extends @Nullable Object> T write(Call<T> call, @Nullable Deadline fresh) {
    return make(call, true, fresh);
  }

  /**
   * Sends a request. Conflicts and throttled transactions are retried with backoff until the
   * deadline. If the outcome is unknown after the SDK's own retries, the identical request is sent
   * once more: a transaction is recognised by its token, a single write by its change, and a read
   * has no effect.
   */
  private <T extends @Nullable Object> T make(
      Call<T> call, boolean write, @Nullable Deadline fresh) {
    boolean maybeApplied = written;
    boolean repeated = false;
    while (true) {
      try {
        sentAt = System.nanoTime();
        return send(call, fresh);
      } catch (SdkException e) {
        maybeApplied |= write && FailureKind.leavesOpen(e);
        switch (FailureKind.of(e)) {
          case REFUSED -> throw e;
          case CONFLICT -> {
            listener.retried(Retry.CONFLICT);
            if (isStale(fresh)) {
              throw repeated || FailureKind.leavesOpen(e)
                  ? FailureKind.unavailable(e, maybeApplied, failures)
                  : new ConflictException();
            }
            deadline.pause(FailureKind.describe(e), maybeApplied);
          }
          case UNKNOWN -> {
            if (repeated || deadline.isOver() || isStale(fresh) || e instanceof AbortedException) {
              throw FailureKind.unavailable(e, maybeApplied, failures);
            }
            repeated = true;
            listener.retried(Retry.UNANSWERED);
          }
          case NOT_APPLIED -> throw FailureKind.unavailable(e, maybeApplied, failures);
          case MISTAKE -> throw FailureKind.mistake(e);
        }
      }
    }
  }

  private static boolean isStale(@Nullable Deadline fresh) {
    return fresh != null && fresh.left().compareTo(Transaction.FRESH.dividedBy(2)) < 0;
  }

  private <T extends @Nullable Object> T send(Call<T> call, @Nullable Deadline fresh) {
    try {
      return call.within(limits.within(Deadline.left(deadline, fresh)));
    } catch (CancellationException e) {
      throw FailureKind.withoutConnection(e);
    }
  }

  /** Records the engine's clock from a response. */
  <T extends DynamoDbResponse> T heard(T answer) {
    return engine.heard(sentAt, answer);
  }

  /** Reports the keys of a write after its last attempt, whatever its outcome. */
  void ended(Collection<Key> keys) {
    writes.wrote(keys);
  }

  /** Records that the operation has written something. */
  void wrote() {
    written = true;
  }

  /** Backs off before the next attempt; throws {@link Failures#unavailable} at the deadline. */
  void pause(Retry kind, String reason) {
    listener.retried(kind);
    deadline.pause(reason, written);
  }

  /** Throws {@link Failures#unavailable} if the deadline has passed. */
  void check(String reason) {
    if (deadline.isOver()) {
      throw failures.unavailable("deadline exceeded: " + reason, false, written, null);
    }
  }
}
