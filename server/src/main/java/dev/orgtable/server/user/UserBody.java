package dev.orgtable.server.user;

import dev.orgtable.User;
import java.time.Instant;

/**
 * A user.
 *
 * @param id the id, which never changes
 * @param email the normalised address
 * @param firstName the first name
 * @param lastName the last name; may be empty
 * @param phone the phone number; may be empty
 * @param createdAt when the user was created
 */
public record UserBody(
    String id, String email, String firstName, String lastName, String phone, Instant createdAt) {

  /** Returns a user as a response body. */
  public static UserBody of(User user) {
    return new UserBody(
        user.id().value(),
        user.email().value(),
        user.profile().firstName(),
        user.profile().lastName(),
        user.profile().phone(),
        user.createdAt());
  }
}
