package dev.orgtable.server.security;

import dev.orgtable.server.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A snapshot of a table.
 *
 * @param items the items, by key
 */
record TableCopy(Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items) {

  /** Reads a table. */
  static TableCopy of(TestServer server) {
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    server
        .client()
        .scanPaginator(scan -> scan.tableName(server.table()).consistentRead(true))
        .items()
        .forEach(item -> items.put(key(item), item));
    return new TableCopy(items);
  }

  /** Restores the table to this snapshot. */
  void restore(TestServer server) {
    TableCopy now = of(server);
    for (Map<String, AttributeValue> added : now.items.keySet()) {
      if (!items.containsKey(added)) {
        server.client().deleteItem(delete -> delete.tableName(server.table()).key(added));
      }
    }
    items.forEach(
        (key, item) -> {
          if (!item.equals(now.items.get(key))) {
            server.client().putItem(put -> put.tableName(server.table()).item(item));
          }
        });
  }

  /** Returns the keys of the items that differ from another snapshot. */
  List<Map<String, AttributeValue>> differences(TableCopy other) {
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> all = new HashMap<>(items);
    all.putAll(other.items);
    return all.keySet().stream()
        .filter(key -> !Objects.equals(items.get(key), other.items.get(key)))
        .toList();
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of("id", item.get("id"), "rng", item.get("rng"));
  }
}
