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
 * Counts the units that each key takes, of items under 1 KB. DynamoDB divides what is hot down to
 * one item: what that takes, no further partition takes off it.
 */
final class HotKeys {

  /** What one partition, and so one item, gives in a second (Amazon DynamoDB, Developer Guide). */
  static final double READS_A_SECOND = 3000;

  static final double WRITES_A_SECOND = 1000;

  private static final String DIRECTORY = "directory ";
  private static final String PAGES = " pages";

  private final Map<String, double[]> units = new HashMap<>();

  /**
   * What a key took.
   *
   * @param key what it is
   * @param reads its read units
   * @param writes its write units
   */
  record Heat(String key, double reads, double writes) {

    /** Returns how many times a second the load can come until this key is at its limit. */
    double ceiling(int requests) {
      return requests / Math.max(reads / READS_A_SECOND, writes / WRITES_A_SECOND);
    }

    /** Returns whether DynamoDB can divide what is counted as one key here, and why. */
    String divisible() {
      if (key.equals(DIRECTORY + "agenda")) {
        return "not by much: its sort keys are times, and the latest are written";
      }
      return key.startsWith(DIRECTORY) || key.endsWith(PAGES)
          ? "yes, between its sort keys"
          : "no, one item";
    }

    /** Returns the kind of key: its sort key's beginning, or what kind of index entry it is. */
    String kind() {
      String last = key.substring(key.indexOf(' ') + 1);
      return key.startsWith(DIRECTORY) ? key : last.replaceAll("/.*", "");
    }
  }

  /** Counts a request that was answered, and what it wrote to the index. */
  void count(Object request, Object answer, List<Index.Write> writes) {
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

  /** Returns the hottest key of each kind, the hottest first. */
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
