package dev.orgtable.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param took how long it took
 * @param failure why it counts as failed, such as {@code answered 500}; null if it was accepted
 * @param retryAfter how long the receiver asks to wait; null if it does not
 * @param note what was wrong with the answer of a request that was accepted, such as {@code
 *     answered 200, the body was cut after 4096 bytes}; null if nothing
 */
public record WebhookAnswer(
    int status,
    Duration took,
    @Nullable String failure,
    @Nullable Duration retryAfter,
    @Nullable String note) {

  private static final int GONE = 410;

  /** Creates the result of a request whose answer is not worth a note. */
  public WebhookAnswer(
      int status, Duration took, @Nullable String failure, @Nullable Duration retryAfter) {
    this(status, took, failure, retryAfter, null);
  }

  /** Returns whether the receiver accepted the request. */
  public boolean isAccepted() {
    return failure == null;
  }

  /** Returns whether the receiver wants no requests any more. */
  public boolean isGone() {
    return status == GONE;
  }
}
