package dev.orgtable.internal.event;

import dev.orgtable.InvalidInput;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Texts in maps of attributes. */
final class Texts {

  private Texts() {}

  /** Puts a text, unless it is null. */
  static void put(Map<String, AttributeValue> map, String name, @Nullable String text) {
    if (text != null) {
      map.put(name, AttributeValue.fromS(text));
    }
  }

  /** Returns a text; null if there is none. */
  static @Nullable String get(Map<String, AttributeValue> map, String name) {
    AttributeValue stored = map.get(name);
    return stored == null ? null : stored.s();
  }

  /** Returns a parsed text; empty if it is not valid. */
  static <T> Optional<T> parse(String text, Function<String, T> birth) {
    try {
      return Optional.of(birth.apply(text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
