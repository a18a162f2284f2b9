package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import java.time.Duration;

/**
 * What makes an operation be done once: see {@link Orgtable#once}.
 *
 * @param key which request this is: any text that names who asks, and the request, of all that the
 *     same one makes. Only its SHA-256 is stored.
 * @param fingerprint what is asked: any text that differs where the request does. Only its SHA-256
 *     is stored.
 * @param validFor how long the answer is kept, 1 minute to 30 days
 */
public record Receipt(String key, String fingerprint, Duration validFor) {

  /** How long an answer is kept by default. */
  public static final Duration VALID_FOR = Duration.ofHours(24);

  private static final ValidFor KEPT =
      new ValidFor(Duration.ofMinutes(1), Duration.ofDays(30), "1 minute to 30 days");

  /**
   * Checks the key and the duration.
   *
   * @throws InvalidInput if the key is empty or the duration is out of range
   */
  public Receipt {
    if (key.isEmpty()) {
      throw new InvalidInput("key", "must not be empty");
    }
    KEPT.check(validFor);
  }

  /** Returns a receipt that is kept for {@link #VALID_FOR}. */
  public static Receipt of(String key, String fingerprint) {
    return new Receipt(key, fingerprint, VALID_FOR);
  }
}
