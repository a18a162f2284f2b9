package dev.orgtable.server.problem;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request: the refusal of a value names its field. */
public final class Input {

  private Input() {}

  /**
   * Returns what a field says.
   *
   * @throws InvalidInput if it is absent, or the parser refuses it
   */
  public static <T> T required(String field, @Nullable String value, Function<String, T> parser) {
    if (value == null) {
      throw new InvalidInput(field, "is required");
    }
    return parse(field, value, parser);
  }

  /**
   * Returns what a field says, if it is there.
   *
   * @throws InvalidInput if the parser refuses it
   */
  public static <T> Optional<T> optional(
      String field, @Nullable String value, Function<String, T> parser) {
    return value == null ? Optional.empty() : Optional.of(parse(field, value, parser));
  }

  /**
   * Returns a text that must be there.
   *
   * @throws InvalidInput if it is absent
   */
  public static String text(String field, @Nullable String value) {
    return required(field, value, given -> given);
  }

  /**
   * Returns the user whom {@code email} names.
   *
   * @throws InvalidInput if it is absent, or no address
   */
  public static UserId user(@Nullable String email) {
    return required("email", email, UserId::of);
  }

  /**
   * Returns the organisation that {@code organisation} names.
   *
   * @throws InvalidInput if it is absent, or no id
   */
  public static OrganisationId organisation(@Nullable String id) {
    return required("organisation", id, OrganisationId::of);
  }

  /**
   * Returns the service that {@code service} names.
   *
   * @throws InvalidInput if it is absent, or no id
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
