package dev.orgtable.server.problem;

import dev.orgtable.InvalidInput;
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

  private static <T> T parse(String field, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (InvalidInput e) {
      throw e.as(field);
    }
  }
}
