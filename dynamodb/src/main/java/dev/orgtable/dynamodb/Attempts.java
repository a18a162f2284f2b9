package dev.orgtable.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * The requests of one operation, within its deadline. Repeats what the SDK does not, and knows
 * whether a write may have been applied.
 */
final class Attempts {

  private final TimeLimits limits;
  private final Deadline deadline;
  private final EngineClock engine;
  private final Failures failures;

  /** When the latest request was sent, by the monotonic clock. */
  private long sentAt;

  /** Whether the operation has written something already. */
  private boolean written;

  Attempts(TableSettings settings, TimeLimits limits, EngineClock engine, Failures failures) {
    this.limits = limits;
    this.engine = engine;
    this.failures = failures;
    this.deadline = new Deadline(settings.deadline(), failures);
  }

  /** One request to DynamoDB, made within a time. */
  interface Call<T extends @Nullable Object> {
    T within(@Nullable AwsRequestOverrideConfiguration time);
  }

  <T extends @Nullable Object> T read(Call<T> call) {
    return make(call, false);
  }

  <T extends @Nullable Object> T write(Call<T> call) {
    return make(call, true);
  }

  /**
   * Makes a request. Conflicts and throttled transactions are retried until the deadline. A failure
   * that leaves the outcome unknown, after all that the SDK does by itself, is followed by the very
   * same request once more: a transaction is known by its token, a single write by its change, a
   * read changes nothing.
   */
  private <T extends @Nullable Object> T make(Call<T> call, boolean write) {
    boolean maybeApplied = written;
    boolean repeated = false;
    while (true) {
      try {
        sentAt = System.nanoTime();
        return call.within(limits.within(deadline.left()));
      } catch (SdkException e) {
        maybeApplied |= write && FailureKind.leavesOpen(e);
        switch (FailureKind.of(e)) {
          case REFUSED -> throw e;
          case CONFLICT -> deadline.pause(FailureKind.describe(e), maybeApplied);
          case UNKNOWN -> {
            if (repeated || deadline.isOver() || e instanceof AbortedException) {
              throw FailureKind.unavailable(e, maybeApplied, failures);
            }
            repeated = true;
          }
          case NOT_APPLIED -> throw FailureKind.unavailable(e, maybeApplied, failures);
          case MISTAKE -> throw FailureKind.mistake(e);
        }
      }
    }
  }

  /** Takes notice of an answer. */
  <T extends DynamoDbResponse> T heard(T answer) {
    return engine.heard(sentAt, answer);
  }

  /** Takes notice that the operation has written something. */
  void wrote() {
    written = true;
  }

  /** Waits before the next try; throws {@link Failures#unavailable} at the deadline. */
  void pause(String reason) {
    deadline.pause(reason, written);
  }

  /** Throws {@link Failures#unavailable} if the deadline is over. */
  void check(String reason) {
    if (deadline.isOver()) {
      throw failures.unavailable("gave up at the deadline: " + reason, false, written, null);
    }
  }
}
