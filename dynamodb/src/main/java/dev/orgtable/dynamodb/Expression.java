package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The placeholders of one request: for every value in its expressions, and for every attribute name
 * that cannot stand there as it is. They are numbered, so that none can collide.
 */
final class Expression {

  private static final String[] NAMES = numbered("#n");
  private static final String[] VALUES = numbered(":v");

  private final Key key;
  private final ItemGuard guard;
  private final List<String> attributes = new ArrayList<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  Expression(Key key, ItemGuard guard) {
    this.key = key;
    this.guard = guard;
  }

  private static String[] numbered(String prefix) {
    String[] all = new String[64];
    for (int i = 0; i < all.length; i++) {
      all[i] = prefix + i;
    }
    return all;
  }

  /** Returns how an attribute is named: by itself where that is possible, else a placeholder. */
  String name(String attribute) {
    if (ReservedWords.isPlain(attribute)) {
      return attribute;
    }
    int at = attributes.indexOf(attribute);
    if (at < 0) {
      at = attributes.size();
      attributes.add(attribute);
    }
    return placeholder(NAMES, "#n", at);
  }

  /** Returns the placeholder of a value; the same one for the same object. */
  @SuppressWarnings("ReferenceEquality") // Whether two objects are equal costs more than it saves.
  String value(AttributeValue value) {
    for (Map.Entry<String, AttributeValue> each : values.entrySet()) {
      if (each.getValue() == value) {
        return each.getKey();
      }
    }
    String placeholder = placeholder(VALUES, ":v", values.size());
    values.put(placeholder, value);
    return placeholder;
  }

  /** Returns the placeholder of the type that the key requires. */
  String type() {
    return value(guard.typeOf(key));
  }

  private static String placeholder(String[] made, String prefix, int number) {
    return number < made.length ? made[number] : prefix + number;
  }

  /**
   * Returns the names by placeholder; null if there are none, since DynamoDB refuses an empty map.
   */
  @Nullable Map<String, String> names() {
    if (attributes.isEmpty()) {
      return null;
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      names.put(placeholder(NAMES, "#n", i), attributes.get(i));
    }
    return names;
  }

  /**
   * Returns the values by placeholder; null if there are none, since DynamoDB refuses an empty map.
   */
  @Nullable Map<String, AttributeValue> values() {
    return values.isEmpty() ? null : values;
  }
}
