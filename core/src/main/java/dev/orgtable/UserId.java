package dev.orgtable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * The id of a user, which never changes and is never given to another user: a UUID (RFC 9562). An
 * id has no {@code @}, so that it can be told from an address.
 *
 * @param value 36 characters: hexadecimal digits in lower case, in groups of 8, 4, 4, 4 and 12,
 *     with a hyphen between them
 */
public record UserId(String value) {

  private static final int LENGTH = 36;

  private static final int BITS_BESIDE_TIME = 16;

  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_7 = 0x7000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_BITS = 0x0FFFL;

  /**
   * Checks the value, and lower-cases it.
   *
   * @throws InvalidInput if it is not a UUID
   */
  public UserId {
    Text.given("user", value);
    if (!isValid(value)) {
      throw new InvalidInput(
          "user", "must be an address or a user id, such as 01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  /** Returns the id with this value, in lower or upper case. */
  public static UserId of(String value) {
    return new UserId(value);
  }

  /**
   * Returns a new id: a UUID of version 7, with the milliseconds of a time and 74 random bits.
   *
   * @param time when the user is created
   */
  public static UserId random(Instant time) {
    return of(time, UUID.randomUUID());
  }

  /**
   * Returns a UUID of version 7.
   *
   * @param time has its milliseconds
   * @param random has its other bits: the last 12 of the first half, and the last 62
   */
  public static UserId of(Instant time, UUID random) {
    long millis = Math.max(time.toEpochMilli(), 0);
    long high =
        (millis << BITS_BESIDE_TIME) | VERSION_7 | (random.getMostSignificantBits() & RANDOM_BITS);
    return of(high, random.getLeastSignificantBits());
  }

  /**
   * Returns the id of a user who was stored without one: a UUID of version 8, computed from the
   * address at that time. Whoever holds it can confirm a guess of that address.
   */
  public static UserId derived(EmailAddress address) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(address.value()));
    return of((hash.getLong() & ~VERSION_BITS) | VERSION_8, hash.getLong());
  }

  private static UserId of(long high, long low) {
    return new UserId(new UUID(high, (low & ~VARIANT_BITS) | VARIANT).toString());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("user id of " + text).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether a text is an id, in lower or upper case. */
  public static boolean isValid(String value) {
    if (value.length() != LENGTH) {
      return false;
    }
    // Not by a regular expression, since this runs for every member read.
    for (int i = 0; i < LENGTH; i++) {
      char c = value.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isHexadecimal(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  @Override
  public String toString() {
    return value;
  }
}
