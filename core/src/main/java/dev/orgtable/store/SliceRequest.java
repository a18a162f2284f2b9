package dev.orgtable.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which items to read of one partition, of the table or of the directory.
 *
 * @param directory whether of the index, which is eventually consistent
 * @param partition the partition key
 * @param prefix what the sort key begins with; empty for all
 * @param upTo what the sort key is at most, in place of a prefix; empty for all
 * @param limit how many items to read at most; 0 for as many as 1 MB holds
 * @param after the key to go on after, empty for the beginning
 */
record SliceRequest(
    boolean directory,
    String partition,
    String prefix,
    String upTo,
    int limit,
    Map<String, AttributeValue> after) {

  static SliceRequest of(String partition, String prefix) {
    return new SliceRequest(false, partition, prefix, "", 0, Map.of());
  }

  static SliceRequest ofDirectory(String partition, String prefix) {
    return new SliceRequest(true, partition, prefix, "", 0, Map.of());
  }

  /** Returns what of the directory sorts up to a text, that included. */
  static SliceRequest ofDirectoryUpTo(String partition, String last) {
    return new SliceRequest(true, partition, "", last, 0, Map.of());
  }

  SliceRequest limit(int most) {
    return new SliceRequest(directory, partition, prefix, upTo, most, after);
  }

  SliceRequest after(Map<String, AttributeValue> key) {
    return new SliceRequest(directory, partition, prefix, upTo, limit, key);
  }

  /** Returns which items these are, in words. */
  String text() {
    String list = prefix.isEmpty() ? partition : partition + " " + prefix;
    return directory ? "index " + Directory.INDEX + " " + list : list;
  }
}
