package dev.orgtable;

import java.time.Instant;

/**
 * A user: a person who may belong to any number of organisations.
 *
 * @param id the normalised address
 * @param profile names and phone
 * @param createdAt when the user came to be, in the years 1 to 9999
 * @param revision which state of the user this is: 0 for one that is not stored yet, then any
 *     number, one more with each write, and never the same again at one address
 */
public record User(UserId id, Profile profile, Instant createdAt, long revision) {

  /**
   * Checks the time.
   *
   * @throws InvalidInput if {@code createdAt} is outside the years 1 to 9999
   */
  public User {
    createdAt = Times.check("createdAt", createdAt);
  }

  /** Returns a user that is not stored yet. */
  public static User of(UserId id, Profile profile, Instant createdAt) {
    return new User(id, profile, createdAt, 0);
  }

  /**
   * Returns this revision of the user with another profile, as an update that is refused if the
   * user has changed since.
   */
  public User withProfile(Profile other) {
    return new User(id, other, createdAt, revision);
  }
}
