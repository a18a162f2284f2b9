package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.secret.Sha256;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A short hash of an item, which changes with any attribute. */
final class Fingerprint {

  private static final int LENGTH = 32;

  private Fingerprint() {}

  static String of(Item item) {
    return of(text(item.attributes()));
  }

  static String of(String text) {
    return Sha256.of(text).substring(0, LENGTH);
  }

  private static String text(Map<String, AttributeValue> attributes) {
    return new TreeMap<>(attributes)
        .entrySet().stream()
            .map(each -> quoted(each.getKey()) + text(each.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }

  /** Sorts sets, which are unordered. */
  private static String text(AttributeValue value) {
    return switch (value.type()) {
      case SS -> "SS" + new TreeSet<>(value.ss()).stream().map(Fingerprint::quoted).toList();
      case NS -> "NS" + new TreeSet<>(value.ns());
      case L -> "L" + value.l().stream().map(Fingerprint::text).toList();
      case M -> "M" + text(value.m());
      case S -> "S" + quoted(value.s());
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    return text.length() + ":" + text;
  }
}
