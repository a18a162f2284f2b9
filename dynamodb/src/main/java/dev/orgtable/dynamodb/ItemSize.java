package dev.orgtable.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item in bytes, as DynamoDB counts it (Amazon DynamoDB, Developer Guide, item sizes
 * and formats).
 */
public final class ItemSize {

  private static final int CONTAINER = 3;

  private ItemSize() {}

  /** Returns the size of an item. */
  public static int of(Item item) {
    return of(item.attributes());
  }

  private static int of(Map<String, AttributeValue> attributes) {
    return attributes.entrySet().stream()
        .mapToInt(entry -> bytes(entry.getKey()) + of(entry.getValue()))
        .sum();
  }

  private static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> bytes(value.s());
      case N -> number(value.n());
      case SS -> value.ss().stream().mapToInt(ItemSize::bytes).sum();
      case NS -> value.ns().stream().mapToInt(ItemSize::number).sum();
      case B -> value.b().asByteArrayUnsafe().length;
      case BS -> value.bs().stream().mapToInt(bytes -> bytes.asByteArrayUnsafe().length).sum();
      case M -> CONTAINER + value.m().size() + of(value.m());
      case L -> CONTAINER + value.l().stream().mapToInt(element -> 1 + of(element)).sum();
      default -> 1;
    };
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** About one byte per two significant digits, plus one. */
  private static int number(String digits) {
    return digits.length() / 2 + 1;
  }
}
