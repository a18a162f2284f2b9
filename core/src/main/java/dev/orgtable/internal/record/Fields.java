package dev.orgtable.internal.record;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import dev.orgtable.dynamodb.Item;
import java.time.Instant;
import java.util.Optional;

/** Reads fields of records, replacing values that break the current rules. */
public final class Fields {

  /** The value of an unset time in version 0. */
  public static final Instant NEVER_SET = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  private Fields() {}

  public static Instant time(Item item, String attribute) {
    return item.instant(attribute)
        .filter(time -> time.isAfter(NEVER_SET) && time.isBefore(TOO_LATE))
        .orElse(NEVER_SET);
  }

  /**
   * Returns a text that satisfies the current rules: the stored text, otherwise the same text
   * without invisible characters, otherwise a replacement.
   */
  public static String readable(String text, boolean mayBeEmpty, String otherwise) {
    return ruled(text, mayBeEmpty)
        .or(() -> ruled(Text.withoutInvisible(text), mayBeEmpty))
        .orElse(otherwise);
  }

  private static Optional<String> ruled(String text, boolean mayBeEmpty) {
    try {
      return Optional.of(mayBeEmpty ? Text.optional("text", text) : Text.name("text", text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
