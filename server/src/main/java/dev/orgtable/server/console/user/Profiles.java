package dev.orgtable.server.console.user;

import dev.orgtable.Profile;
import dev.orgtable.server.console.page.Form;
import java.util.Map;

/** Profiles as forms have them. */
public final class Profiles {

  private Profiles() {}

  /** Returns what was typed. */
  public static Profile typed(Form form) {
    return new Profile(form.value("firstName"), form.value("lastName"), form.value("phone"));
  }

  /** Returns the fields of a profile. */
  static Map<String, String> fields(Profile profile) {
    return Map.of(
        "firstName", profile.firstName(),
        "lastName", profile.lastName(),
        "phone", profile.phone());
  }
}
