package dev.orgtable.event;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of an event: a UUID of version 7 (RFC 9562). It begins with a time in milliseconds and a
 * counter of 12 bits (method 1 of its section 6.2). Of two changes to one record, or to a
 * membership, the later one has the greater id, whatever the clocks of the processes that make
 * them: see {@link Event#time}.
 *
 * @param value 36 characters: hexadecimal digits in lower case, in groups of 8, 4, 4, 4 and 12,
 *     with a hyphen between them
 */
public record EventId(String value) implements Comparable<EventId> {

  private static final int COUNTER_BITS = 12;
  private static final long COUNTER = (1L << COUNTER_BITS) - 1;
  private static final int BELOW_TIME = 16;

  /**
   * Checks the value, and lower-cases it.
   *
   * @throws InvalidInput if it is not a UUID
   */
  public EventId {
    if (!UserId.isValid(value)) {
      throw new InvalidInput("event", "must be a UUID");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  /** Returns the id with this value, in lower or upper case. */
  public static EventId of(String value) {
    return new EventId(value);
  }

  /** Returns the id with this value in lower case; empty if the text is none. */
  public static Optional<EventId> parse(String text) {
    return UserId.isValid(text) && text.equals(text.toLowerCase(Locale.ROOT))
        ? Optional.of(new EventId(text))
        : Optional.empty();
  }

  /**
   * Returns an id.
   *
   * @param tick its time and counter: see {@link #tick}
   * @param random has its last 62 bits
   */
  public static EventId of(long tick, UUID random) {
    Instant time = Instant.ofEpochMilli(tick >>> COUNTER_BITS);
    UUID counted = new UUID(tick & COUNTER, random.getLeastSignificantBits());
    return new EventId(UserId.of(time, counted).value());
  }

  /** Returns the greatest id that begins with a time. */
  public static EventId lastOf(Instant time) {
    return of(tick(time) | COUNTER, new UUID(-1, -1));
  }

  /** Returns the first tick of a time. */
  public static long tick(Instant time) {
    return time.toEpochMilli() << COUNTER_BITS;
  }

  /** Returns the milliseconds and, in the last 12 bits, the counter that the id begins with. */
  public long tick() {
    long high = UUID.fromString(value).getMostSignificantBits();
    return ((high >>> BELOW_TIME) << COUNTER_BITS) | (high & COUNTER);
  }

  /** Returns the time that the id begins with, in milliseconds. */
  public Instant time() {
    return Instant.ofEpochMilli(tick() >>> COUNTER_BITS);
  }

  @Override
  public int compareTo(EventId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
