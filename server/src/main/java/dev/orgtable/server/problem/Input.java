package dev.orgtable.server.problem;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.ServiceId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses fields of a request. A refused value is reported under the field's name. */
public final class Input {

  private Input() {}

  /**
   * Parses a required field.
   *
   * @throws InvalidInput if the field is absent, or the parser refuses it
   */
  public static <T> T required(String field, @Nullable String value, Function<String, T> parser) {
    if (value == null) {
      throw new InvalidInput(field, "is required");
    }
    return parse(field, value, parser);
  }

  /**
   * Parses an optional field.
   *
   * @throws InvalidInput if the parser refuses it
   */
  public static <T> Optional<T> optional(
      String field, @Nullable String value, Function<String, T> parser) {
    return value == null ? Optional.empty() : Optional.of(parse(field, value, parser));
  }

  /**
   * Returns the text of a required field.
   *
   * @throws InvalidInput if it is absent
   */
  public static String text(String field, @Nullable String value) {
    return required(field, value, given -> given);
  }

  /**
   * Returns the profile of a person from its three fields; only the first name is required.
   *
   * @throws InvalidInput if the first name is absent, or a field breaks a rule
   */
  public static Profile profile(
      @Nullable String firstName, @Nullable String lastName, @Nullable String phone) {
    return new Profile(
        text("firstName", firstName),
        Objects.requireNonNullElse(lastName, ""),
        Objects.requireNonNullElse(phone, ""));
  }

  /**
   * Parses the field {@code email}.
   *
   * @throws InvalidInput if it is absent, or not an address
   */
  public static EmailAddress user(@Nullable String email) {
    return required("email", email, EmailAddress::of);
  }

  /**
   * Parses the field {@code organisation}.
   *
   * @throws InvalidInput if it is absent, or not an id
   */
  public static OrganisationId organisation(@Nullable String id) {
    return required("organisation", id, OrganisationId::of);
  }

  /**
   * Parses the field {@code service}.
   *
   * @throws InvalidInput if it is absent, or not an id
   */
  public static ServiceId service(@Nullable String id) {
    return required("service", id, ServiceId::of);
  }

  private static <T> T parse(String field, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (InvalidInput e) {
      throw e.as(field);
    }
  }
}
