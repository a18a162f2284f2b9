package dev.orgtable.dynamodb;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Iterates over the pages of a query or a scan, one request per page. */
final class Pages implements Iterator<ItemPage> {

  private final Function<Map<String, AttributeValue>, ItemPage> read;
  private Map<String, AttributeValue> after;
  private boolean begun;

  private Pages(
      Map<String, AttributeValue> after, Function<Map<String, AttributeValue>, ItemPage> read) {
    this.after = after;
    this.read = read;
  }

  /**
   * Returns the pages from a position onwards.
   *
   * @param read reads the page after a position
   */
  static Iterable<ItemPage> of(
      Map<String, AttributeValue> after, Function<Map<String, AttributeValue>, ItemPage> read) {
    return () -> new Pages(after, read);
  }

  @Override
  public boolean hasNext() {
    return !begun || !after.isEmpty();
  }

  @Override
  public ItemPage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ItemPage page = read.apply(after);
    begun = true;
    after = page.last();
    return page;
  }
}
