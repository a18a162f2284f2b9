package dev.orgtable.benchmarks.cost;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Counts the units that each key consumes, for items below 1 KB. DynamoDB can split a hot partition
 * down to a single item, whose load cannot be split further.
 */
final class HotKeys {

  /**
   * The throughput of one partition, and so of one item, per second (Amazon DynamoDB, Developer
   * Guide).
   */
  static final double READS_A_SECOND = 3000;

  static final double WRITES_A_SECOND = 1000;

  private static final String DIRECTORY = "directory ";
  private static final String PAGES = " pages";

  private final Map<String, double[]> units = new HashMap<>();

  /**
   * The load of a key.
   *
   * @param key the key
   * @param reads the read units
   * @param writes the write units
   */
  record Heat(String key, double reads, double writes) {

    /**
     * Returns how many times per second the load can be repeated before the key reaches its limit.
     */
    double ceiling(int requests) {
      return requests / Math.max(reads / READS_A_SECOND, writes / WRITES_A_SECOND);
    }

    /** Returns whether DynamoDB can split this key's load, and why. */
    String divisible() {
      if (key.equals(DIRECTORY + "agenda")) {
        return "hardly: its sort keys are times, and the latest ones are written";
      }
      return key.startsWith(DIRECTORY) || key.endsWith(PAGES)
          ? "yes, between its sort keys"
          : "no, one item";
    }

    /** Returns the kind of key: a prefix of its sort key, or the kind of index entry. */
    String kind() {
      String last = key.substring(key.indexOf(' ') + 1);
      return key.startsWith(DIRECTORY) ? key : last.replaceAll("/.*", "");
    }
  }

  /** Counts an answered request and its writes to the index. */
  void count(Object request, Object answer, int units, List<Index.Write> writes) {
    count(request, answer);
    writes.forEach(write -> add(DIRECTORY + write.partition(), 0, write.units()));
  }

  private void count(Object request, Object answer) {
    if (request instanceof GetItemRequest get) {
      add(get.key(), 1, 0);
    } else if (request instanceof BatchGetItemRequest batch) {
      batch.requestItems().values().forEach(keys -> keys.keys().forEach(key -> add(key, 1, 0)));
    } else if (request instanceof QueryRequest query && answer instanceof QueryResponse response) {
      String partition =
          query.expressionAttributeValues().values().stream()
              .map(AttributeValue::s)
              .filter(text -> text != null && text.contains("/"))
              .findFirst()
              .orElse("directory");
      add(partition + PAGES, response.consumedCapacity().capacityUnits(), 0);
    } else if (request instanceof PutItemRequest put) {
      add(put.item(), 0, 1);
    } else if (request instanceof UpdateItemRequest update) {
      add(update.key(), 0, 1);
    } else if (request instanceof TransactWriteItemsRequest all) {
      all.transactItems().forEach(write -> add(Watched.item(write), 0, 2));
    }
  }

  private void add(Map<String, AttributeValue> key, double reads, double writes) {
    add(name(key), reads, writes);
  }

  private static String name(Map<String, AttributeValue> key) {
    return text(key, "id") + " " + text(key, "rng");
  }

  private static String text(Map<String, AttributeValue> key, String name) {
    AttributeValue value = key.get(name);
    return value == null ? "" : value.s();
  }

  private synchronized void add(String key, double reads, double writes) {
    double[] sum = units.computeIfAbsent(key, each -> new double[2]);
    sum[0] += reads;
    sum[1] += writes;
  }

  /** Returns the hottest key of each kind, hottest first. */
  synchronized List<Heat> hottest() {
    Comparator<Heat> byHeat = Comparator.comparingDouble(heat -> -heat.ceiling(1));
    return units.entrySet().stream()
        .map(each -> new Heat(each.getKey(), each.getValue()[0], each.getValue()[1]))
        .collect(
            Collectors.groupingBy(
                Heat::kind, Collectors.maxBy(Comparator.comparingDouble(heat -> -heat.ceiling(1)))))
        .values()
        .stream()
        .flatMap(Optional::stream)
        .sorted(byHeat.reversed())
        .toList();
  }
}
