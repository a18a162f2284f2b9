package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import dev.orgtable.internal.ValidFor;
import java.time.Duration;

/**
 * The idempotency key of a request: see {@link Orgtable#once}.
 *
 * @param key the idempotency key: any text that identifies the caller and the request among the
 *     caller's requests. Only its SHA-256 is stored.
 * @param fingerprint any text that depends on the content of the request, so that another request
 *     under the same key is noticed. Only its SHA-256 is stored.
 * @param validFor how long the result is kept, 1 minute to 30 days
 */
public record Receipt(String key, String fingerprint, Duration validFor) {

  /** The default of {@code validFor}: 24 hours. */
  public static final Duration VALID_FOR = Duration.ofHours(24);

  private static final ValidFor KEPT =
      new ValidFor(Duration.ofMinutes(1), Duration.ofDays(30), "1 minute to 30 days");

  /**
   * Checks the key and the duration.
   *
   * @throws InvalidInput if the key is empty, a text is missing, or the duration is out of range
   */
  public Receipt {
    Text.given("key", key);
    Text.given("fingerprint", fingerprint);
    if (key.isEmpty()) {
      throw new InvalidInput("key", "must not be empty");
    }
    KEPT.check(validFor);
  }

  /** Returns a receipt that is valid for {@link #VALID_FOR}. */
  public static Receipt of(String key, String fingerprint) {
    return new Receipt(key, fingerprint, VALID_FOR);
  }
}
