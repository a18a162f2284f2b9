package dev.orgtable.server.user;

import dev.orgtable.Profile;
import dev.orgtable.server.web.NullRemoves;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a user: an omitted field is unchanged, null clears it (RFC 7396).
 *
 * @param email if given, must be the address in the path
 * @param firstName 1 to 200 characters; cannot be cleared
 * @param lastName 0 to 200 characters
 * @param phone 0 to 200 characters
 */
record UserChangesBody(
    @Nullable String email,
    @Nullable String firstName,
    @NullRemoves @Nullable String lastName,
    @NullRemoves @Nullable String phone) {

  /** Returns the profile with these changes applied. */
  Profile over(Profile present) {
    return new Profile(
        Objects.requireNonNullElse(firstName, present.firstName()),
        Objects.requireNonNullElse(lastName, present.lastName()),
        Objects.requireNonNullElse(phone, present.phone()));
  }
}
