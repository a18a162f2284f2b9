package dev.orgtable.internal;

import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import java.util.ArrayList;
import java.util.List;

/** All items under one partition key, whatever they are, read by queries. */
public final class Partition {

  private Partition() {}

  /**
   * Reads a whole partition.
   *
   * @throws TooLarge with the advice, if it has more pages than that
   */
  public static List<Item> whole(Reads reads, String id, int mostPages, String advice) {
    List<Item> items = new ArrayList<>();
    int pages = 0;
    for (ItemPage page : reads.pages(QuerySpec.of(id, ""))) {
      items.addAll(page.items());
      if (++pages == mostPages && page.hasNext()) {
        throw new TooLarge("more than " + mostPages + " pages of 1 MB: " + advice);
      }
    }
    return items;
  }

  /** Reads the first items of a partition, at most so many. */
  public static List<Item> first(Reads reads, String id, int most) {
    List<Item> items = new ArrayList<>();
    for (ItemPage page : reads.pages(QuerySpec.of(id, "").limit(most))) {
      items.addAll(page.items());
      if (items.size() >= most) {
        return items.subList(0, most);
      }
    }
    return items;
  }
}
