package dev.orgtable.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A query: which items of one partition of the table or an index to read.
 *
 * @param index the index; null for the table, which is read strongly consistently
 * @param partition the partition key
 * @param prefix the prefix of the sort key; empty for all items
 * @param upTo the inclusive upper bound of the sort key, instead of a prefix; empty for none
 * @param limit the maximum number of items per page; 0 for up to 1 MB
 * @param after the key to continue after; empty for the beginning
 * @param descending whether the items are read from the end, in the reverse order of the sort key
 */
public record QuerySpec(
    @Nullable Index index,
    String partition,
    String prefix,
    String upTo,
    int limit,
    Map<String, AttributeValue> after,
    boolean descending) {

  /**
   * A global secondary index. Its reads are eventually consistent.
   *
   * @param name the index's name
   * @param partition the attribute of the partition key
   * @param sort the attribute of the sort key
   */
  public record Index(String name, String partition, String sort) {}

  /** Returns a query of a partition for a prefix of the sort key. */
  public static QuerySpec of(String partition, String prefix) {
    return new QuerySpec(null, partition, prefix, "", 0, Map.of(), false);
  }

  /** Returns a query of an index partition for a prefix of the sort key. */
  public static QuerySpec of(Index index, String partition, String prefix) {
    return new QuerySpec(index, partition, prefix, "", 0, Map.of(), false);
  }

  /** Returns a query of an index partition up to and including a sort key. */
  public static QuerySpec upTo(Index index, String partition, String last) {
    return new QuerySpec(index, partition, "", last, 0, Map.of(), false);
  }

  /** Returns this query with a page limit. */
  public QuerySpec limit(int most) {
    return new QuerySpec(index, partition, prefix, upTo, most, after, descending);
  }

  /** Returns this query, continuing after a key. */
  public QuerySpec after(Map<String, AttributeValue> key) {
    return new QuerySpec(index, partition, prefix, upTo, limit, key, descending);
  }

  /** Returns this query in the reverse order. */
  public QuerySpec fromTheEnd() {
    return new QuerySpec(index, partition, prefix, upTo, limit, after, true);
  }

  /** Returns a description for request reports. */
  String describe() {
    String list = prefix.isEmpty() ? partition : partition + " " + prefix;
    return index == null ? list : "index " + index.name() + " " + list;
  }
}
