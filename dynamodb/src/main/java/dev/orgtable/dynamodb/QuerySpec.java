package dev.orgtable.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which items to read of one partition, of the table or of an index.
 *
 * @param index of which index; null for the table, which is read strongly consistent
 * @param partition the partition key
 * @param prefix what the sort key begins with; empty for all
 * @param upTo what the sort key is at most, in place of a prefix; empty for all
 * @param limit how many items to read at most; 0 for as many as 1 MB holds
 * @param after the key to go on after, empty for the beginning
 */
public record QuerySpec(
    @Nullable Index index,
    String partition,
    String prefix,
    String upTo,
    int limit,
    Map<String, AttributeValue> after) {

  /** Returns what of a partition begins with a prefix. */
  public static QuerySpec of(String partition, String prefix) {
    return new QuerySpec(null, partition, prefix, "", 0, Map.of());
  }

  /** Returns what of a partition of an index begins with a prefix. */
  public static QuerySpec of(Index index, String partition, String prefix) {
    return new QuerySpec(index, partition, prefix, "", 0, Map.of());
  }

  /** Returns what of a partition of an index sorts up to a text, that included. */
  public static QuerySpec upTo(Index index, String partition, String last) {
    return new QuerySpec(index, partition, "", last, 0, Map.of());
  }

  /** Returns the same with a limit for each page. */
  public QuerySpec limit(int most) {
    return new QuerySpec(index, partition, prefix, upTo, most, after);
  }

  /** Returns the same from another place on. */
  public QuerySpec after(Map<String, AttributeValue> key) {
    return new QuerySpec(index, partition, prefix, upTo, limit, key);
  }

  /** Returns which items these are, in words. */
  String describe() {
    String list = prefix.isEmpty() ? partition : partition + " " + prefix;
    return index == null ? list : "index " + index.name() + " " + list;
  }
}
