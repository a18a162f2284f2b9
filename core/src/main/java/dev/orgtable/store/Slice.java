package dev.orgtable.store;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one request read of a list.
 *
 * @param items the items, in order of the sort key
 * @param last the key to go on after, empty where the list ended
 */
record Slice(List<Item> items, Map<String, AttributeValue> last) {

  static Slice of(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {
    return new Slice(items.stream().map(Item::of).toList(), last);
  }
}
