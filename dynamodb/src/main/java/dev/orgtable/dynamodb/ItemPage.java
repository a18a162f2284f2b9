package dev.orgtable.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one request read of a query or a scan.
 *
 * @param items the items, of a query in order of the sort key
 * @param last the key to go on after, empty at the end
 */
public record ItemPage(List<Item> items, Map<String, AttributeValue> last) {

  static ItemPage of(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {
    return new ItemPage(items.stream().map(Item::of).toList(), last);
  }

  /** Returns whether there may be more. */
  public boolean hasNext() {
    return !last.isEmpty();
  }
}
