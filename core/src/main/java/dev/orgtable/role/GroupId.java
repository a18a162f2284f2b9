package dev.orgtable.role;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.Locale;

/**
 * The id of a group of one organisation, which survives a change of everything else: a UUID (RFC
 * 9562).
 *
 * @param value 36 characters: hexadecimal digits in lower case, in groups of 8, 4, 4, 4 and 12,
 *     with a hyphen between them
 */
public record GroupId(String value) {

  /**
   * Checks the value, and lower-cases it.
   *
   * @throws InvalidInput if it is not a UUID
   */
  public GroupId {
    if (!UserId.isValid(value)) {
      throw new InvalidInput("id", "must be a UUID");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  /** Returns the id with this value, in lower or upper case. */
  public static GroupId of(String value) {
    return new GroupId(value);
  }

  /**
   * Returns a new id: a UUID of version 7.
   *
   * @param time when the group is created
   */
  public static GroupId random(Instant time) {
    return new GroupId(UserId.random(time).value());
  }

  @Override
  public String toString() {
    return value;
  }
}
