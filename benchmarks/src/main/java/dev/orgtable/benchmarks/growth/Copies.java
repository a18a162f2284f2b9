package dev.orgtable.benchmarks.growth;

import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Batch-writes many copies of a few related items that {@link Orgtable} has written once, each copy
 * with its own texts and membership id. One copy always fits into a batch.
 *
 * @param client a client of the engine
 * @param table the table's name
 * @param items the items to copy
 * @param texts the texts in the items that a copy replaces, each with what the copy of a number has
 */
record Copies(
    DynamoDbClient client,
    String table,
    List<Map<String, AttributeValue>> items,
    Map<String, IntFunction<String>> texts) {

  private static final int MOST_A_BATCH = 25;

  /** Reads the items to copy, given by alternating partition and sort keys. */
  static Copies of(
      DynamoDbClient client,
      String table,
      List<String> keys,
      Map<String, IntFunction<String>> texts) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (String key : keys) {
      int space = key.indexOf(' ');
      Map<String, AttributeValue> id =
          Map.of(
              "id", AttributeValue.fromS(key.substring(0, space)),
              "rng", AttributeValue.fromS(key.substring(space + 1)));
      items.add(client.getItem(get -> get.tableName(table).consistentRead(true).key(id)).item());
    }
    return new Copies(client, table, items, texts);
  }

  /** Writes the copies of a range of numbers; the end is exclusive. */
  void write(int from, int to) {
    int atOnce = MOST_A_BATCH / items.size();
    IntStream.iterate(from, first -> first < to, first -> first + atOnce)
        .parallel()
        .forEach(first -> writeBatch(first, Math.min(first + atOnce, to)));
  }

  private void writeBatch(int from, int to) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int number = i;
      Map<String, String> others = new HashMap<>();
      texts.forEach((text, other) -> others.put(text, other.apply(number)));
      String membership = UUID.randomUUID().toString();
      for (Map<String, AttributeValue> item : items) {
        Map<String, AttributeValue> copy = copy(item, others, membership);
        writes.add(WriteRequest.builder().putRequest(put -> put.item(copy)).build());
      }
    }
    Map<String, List<WriteRequest>> left = Map.of(table, writes);
    while (!left.isEmpty()) {
      Map<String, List<WriteRequest>> next = left;
      left = client.batchWriteItem(batch -> batch.requestItems(next)).unprocessedItems();
    }
  }

  private static Map<String, AttributeValue> copy(
      Map<String, AttributeValue> item, Map<String, String> others, String membership) {
    Map<String, AttributeValue> copy = new HashMap<>(item);
    copy.remove("event"); // No event tells of a copy, as of a record of an earlier version.
    copy.replaceAll(
        (attribute, value) ->
            value.s() == null ? value : AttributeValue.fromS(replaced(value.s(), others)));
    copy.computeIfPresent("membershipId", (attribute, value) -> AttributeValue.fromS(membership));
    return copy;
  }

  private static String replaced(String text, Map<String, String> others) {
    String replaced = text;
    for (Map.Entry<String, String> other : others.entrySet()) {
      replaced = replaced.replace(other.getKey(), other.getValue());
    }
    return replaced;
  }
}
