package dev.orgtable.benchmarks.cost;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The index of a table: the projected attributes of an item, and the write units to keep them up to
 * date (Amazon DynamoDB, Developer Guide, global secondary indexes).
 */
final class Index {

  static final int WRITE_UNIT = 1024;

  private final List<String> keys;
  private final Set<String> projected = new TreeSet<>();

  private Index(List<String> tableKeys, List<String> keys, List<String> others) {
    this.keys = keys;
    projected.addAll(tableKeys);
    projected.addAll(keys);
    projected.addAll(others);
  }

  /**
   * A write to the index.
   *
   * @param partition the index's partition key
   * @param units the write units, which a transaction does not double
   */
  record Write(String partition, int units) {}

  /** Returns the only index of a table. */
  static Index of(TableDescription table) {
    GlobalSecondaryIndexDescription index = table.globalSecondaryIndexes().get(0);
    return new Index(
        names(table.keySchema()), names(index.keySchema()), index.projection().nonKeyAttributes());
  }

  private static List<String> names(List<KeySchemaElement> keys) {
    return keys.stream().map(KeySchemaElement::attributeName).toList();
  }

  /** Returns the index entry of an item; empty if the item lacks a key of the index. */
  private Map<String, AttributeValue> entry(Map<String, AttributeValue> item) {
    if (!item.keySet().containsAll(keys)) {
      return Map.of();
    }
    Map<String, AttributeValue> entry = new TreeMap<>(item);
    entry.keySet().retainAll(projected);
    return entry;
  }

  /**
   * Returns the writes to the index caused by a change of an item: none if the entry is unchanged,
   * and the removal of the old entry as well as the new one if a key changes.
   *
   * @param before the item before; empty if it did not exist
   * @param after the item after; empty if it was deleted
   */
  List<Write> writes(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    Map<String, AttributeValue> old = entry(before);
    Map<String, AttributeValue> now = entry(after);
    if (old.equals(now)) {
      return List.of();
    }
    boolean inPlace = key(old).equals(key(now));
    return inPlace
        ? List.of(write(now, Math.max(bytes(old), bytes(now))))
        : Stream.of(old, now)
            .filter(entry -> !entry.isEmpty())
            .map(entry -> write(entry, bytes(entry)))
            .toList();
  }

  private List<String> key(Map<String, AttributeValue> entry) {
    return keys.stream()
        .flatMap(key -> Optional.ofNullable(entry.get(key)).stream())
        .map(AttributeValue::s)
        .toList();
  }

  private Write write(Map<String, AttributeValue> entry, int bytes) {
    return new Write(key(entry).get(0), (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
  }

  /** Returns the size of an entry, which consists of strings, numbers and nulls. */
  static int bytes(Map<String, AttributeValue> entry) {
    return entry.entrySet().stream()
        .mapToInt(each -> length(each.getKey()) + bytes(each.getValue()))
        .sum();
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> length(value.s());
      case N -> value.n().length() / 2 + 1;
      case NUL -> 1;
      default ->
          throw new IllegalStateException("unexpected attribute type in an index entry: " + value);
    };
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
