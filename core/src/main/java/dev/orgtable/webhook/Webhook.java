package dev.orgtable.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that is told of events.
 *
 * @param owner whose it is
 * @param id its id
 * @param details what can be changed
 * @param createdAt when it was created, in milliseconds
 * @param rotatedAt when its secret was last replaced; null if never
 * @param disabled why it gets no requests; null if it does
 */
public record Webhook(
    WebhookOwner owner,
    WebhookId id,
    WebhookDetails details,
    Instant createdAt,
    @Nullable Instant rotatedAt,
    @Nullable Disabled disabled) {

  /**
   * Why an endpoint gets no requests.
   *
   * @param at since when
   * @param failure why its requests failed, 1 to {@value #LONGEST} characters; null if somebody
   *     disabled it
   */
  public record Disabled(Instant at, @Nullable String failure) {

    /** The longest text of a failure, in characters. */
    public static final int LONGEST = 500;

    /** Cuts the failure to the longest text. */
    public Disabled {
      failure =
          failure == null || failure.length() <= LONGEST ? failure : failure.substring(0, LONGEST);
    }
  }

  /** Returns whether it gets requests. */
  public boolean isEnabled() {
    return disabled == null;
  }
}
