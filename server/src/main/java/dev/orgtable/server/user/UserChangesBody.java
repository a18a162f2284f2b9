package dev.orgtable.server.user;

import dev.orgtable.Profile;
import dev.orgtable.server.web.NullRemoves;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a user: what is left out stays, and null removes (RFC 7396).
 *
 * @param email the address, if given that of the path
 * @param firstName 1 to 200 characters; cannot be removed
 * @param lastName 0 to 200 characters
 * @param phone 0 to 200 characters
 */
record UserChangesBody(
    @Nullable String email,
    @Nullable String firstName,
    @NullRemoves @Nullable String lastName,
    @NullRemoves @Nullable String phone) {

  /** Returns a profile with what is given here in place of what it says. */
  Profile over(Profile present) {
    return new Profile(
        Objects.requireNonNullElse(firstName, present.firstName()),
        Objects.requireNonNullElse(lastName, present.lastName()),
        Objects.requireNonNullElse(phone, present.phone()));
  }
}
