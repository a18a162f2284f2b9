package dev.orgtable.server.user;

import dev.orgtable.Profile;
import dev.orgtable.server.problem.Input;
import org.jspecify.annotations.Nullable;

/**
 * A user to create or replace.
 *
 * @param email the address; optional if the path has it
 * @param firstName 1 to 200 characters
 * @param lastName 0 to 200 characters
 * @param phone 0 to 200 characters
 */
record NewUserBody(
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String phone) {

  Profile profile() {
    return Input.profile(firstName, lastName, phone);
  }
}
