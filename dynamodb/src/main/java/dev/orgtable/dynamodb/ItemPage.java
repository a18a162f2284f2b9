package dev.orgtable.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One page of a query or a scan: the result of one request.
 *
 * @param items the items; those of a query in the order of the sort key
 * @param last the key to continue after; empty on the last page
 */
public record ItemPage(List<Item> items, Map<String, AttributeValue> last) {

  static ItemPage of(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {
    return new ItemPage(items.stream().map(Item::of).toList(), last);
  }

  /** Returns whether there may be another page. */
  public boolean hasNext() {
    return !last.isEmpty();
  }
}
