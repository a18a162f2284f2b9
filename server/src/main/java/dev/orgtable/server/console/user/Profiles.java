package dev.orgtable.server.console.user;

import dev.orgtable.Profile;
import dev.orgtable.server.console.page.Form;
import java.util.Map;

/** Converts profiles from and to form fields. */
public final class Profiles {

  private Profiles() {}

  /** Returns the profile typed into a form. */
  public static Profile typed(Form form) {
    return new Profile(form.value("firstName"), form.value("lastName"), form.value("phone"));
  }

  /** Returns the form fields of a profile. */
  static Map<String, String> fields(Profile profile) {
    return Map.of(
        "firstName", profile.firstName(),
        "lastName", profile.lastName(),
        "phone", profile.phone());
  }
}
