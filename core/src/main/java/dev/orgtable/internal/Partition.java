package dev.orgtable.internal;

import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import java.util.ArrayList;
import java.util.List;

/** Reads the items under one partition key, of any type, by queries. */
public final class Partition {

  private Partition() {}

  /**
   * Reads a whole partition.
   *
   * @param mostPages the maximum number of 1 MB pages
   * @param advice what to do instead, for the exception
   * @throws TooLarge if there are more pages
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

  /** Reads the first items of a partition, up to a maximum. */
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
