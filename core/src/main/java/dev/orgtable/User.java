package dev.orgtable;

import java.time.Instant;

/**
 * A user: a person who may belong to any number of organisations.
 *
 * @param id the id, which never changes
 * @param email the normalised address, under which the user is stored
 * @param profile the names and phone number
 * @param createdAt when the user was created, in the years 1 to 9999
 * @param revision the revision: 0 if not stored yet; otherwise random at first, incremented by each
 *     write, and never reused for one address
 */
public record User(
    UserId id, EmailAddress email, Profile profile, Instant createdAt, long revision) {

  /**
   * Checks the time.
   *
   * @throws InvalidInput if {@code createdAt} is outside the years 1 to 9999
   */
  public User {
    createdAt = Text.time("createdAt", createdAt);
  }

  /** Returns a user that is not stored yet, with a new id and revision 0. */
  public static User of(EmailAddress email, Profile profile, Instant createdAt) {
    return new User(UserId.random(Text.time("createdAt", createdAt)), email, profile, createdAt, 0);
  }

  /**
   * Returns this revision of the user with another profile: an update that is refused if the stored
   * user has changed since (optimistic locking).
   */
  public User withProfile(Profile other) {
    return new User(id, email, other, createdAt, revision);
  }
}
