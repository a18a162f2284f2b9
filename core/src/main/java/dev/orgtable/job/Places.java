package dev.orgtable.job;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.internal.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Lists partitions of the index in parts of up to {@value #MOST} items, each of which goes on where
 * the one before ended: work that cannot be done yet, however much, hides no other. Used by one
 * thread.
 */
final class Places {

  private static final int MOST = 1000;
  private static final int PAGE = 100;

  /** How long a partition is left alone after a full part without work to do. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Context context;
  private final LongSupplier nanoTime;
  private final StopSignal stop;

  /** The last key of each partition that was not listed to its end. */
  private final Map<String, Place> places = new HashMap<>();

  Places(Context context, LongSupplier nanoTime, StopSignal stop) {
    this.context = context;
    this.nanoTime = nanoTime;
    this.stop = stop;
  }

  private record Place(QuerySpec rest, long notBefore) {}

  /** Returns whether the end of some partition was not reached. */
  boolean areWithin() {
    return !places.isEmpty();
  }

  /**
   * Lists the next part of a partition.
   *
   * @param list the whole partition
   * @param atOnce whether to list it although there was nothing to do
   * @param work returns whether there is something to do about an item
   */
  void list(
      String operation, String partition, QuerySpec list, boolean atOnce, Predicate<Item> work)
      throws InterruptedException {
    Place place = places.get(partition);
    long now = nanoTime.getAsLong();
    if (place != null && !atOnce && now - place.notBefore < 0) {
      return;
    }
    int listed = 0;
    boolean any = false;
    QuerySpec begun = place == null ? list : list.after(place.rest().after());
    for (ItemPage page : context.pages(operation, begun.limit(PAGE))) {
      stop.check();
      for (Item item : page.items()) {
        any |= work.test(item);
      }
      listed += page.items().size();
      if (listed >= MOST && page.hasNext()) {
        long end = any ? now : now + PAUSE.toNanos();
        places.put(partition, new Place(list.after(page.last()), end));
        return;
      }
    }
    places.remove(partition);
  }
}
