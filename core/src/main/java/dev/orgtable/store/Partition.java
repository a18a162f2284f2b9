package dev.orgtable.store;

import dev.orgtable.OrgtableException.TooLarge;
import java.util.ArrayList;
import java.util.List;

/** All items under one partition key, whatever they are, read by queries. */
final class Partition {

  private Partition() {}

  /**
   * Reads a whole partition.
   *
   * @throws TooLarge with the advice, if it has more pages than the settings allow
   */
  static List<Item> whole(Table table, String id, String advice) {
    List<Item> items = new ArrayList<>();
    SliceRequest request = SliceRequest.of(id, "");
    for (int page = 0; page < table.mostPages(); page++) {
      Slice slice = table.query(request);
      items.addAll(slice.items());
      if (slice.last().isEmpty()) {
        return items;
      }
      request = request.after(slice.last());
    }
    throw new TooLarge("more than " + table.mostPages() + " pages of 1 MB: " + advice);
  }

  /** Reads the first items of a partition, at most so many. */
  static List<Item> first(Table table, String id, int most) {
    List<Item> items = new ArrayList<>();
    SliceRequest request = SliceRequest.of(id, "");
    Slice slice;
    do {
      slice = table.query(request.limit(most - items.size()));
      items.addAll(slice.items());
      request = request.after(slice.last());
    } while (!slice.last().isEmpty() && items.size() < most);
    return items;
  }
}
