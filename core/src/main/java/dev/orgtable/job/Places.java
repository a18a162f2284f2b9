package dev.orgtable.job;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Directory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Lists partitions of the index in parts of up to {@value #MOST} items, each of which goes on where
 * the one before ended: work that cannot be done yet, however much, hides no other. What rests at
 * the beginning of a partition is not listed again until it is woken. Used by one thread.
 */
final class Places {

  private static final int MOST = 1000;
  private static final int PAGE = 100;

  /** How long a partition is left alone after a full part without work to do, unless all rests. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** After this time, what rests is listed again in any case. */
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private static final List<String> KEY =
      List.of(Key.ID, Key.RNG, Directory.PARTITION, Directory.SORT);

  private final Context context;
  private final LongSupplier nanoTime;
  private final StopSignal stop;

  /** The last key of each partition that was not listed to its end. */
  private final Map<String, Place> places = new HashMap<>();

  /** The last item of each partition that rests, with all before it. */
  private final Map<String, Rest> rests = new HashMap<>();

  /** The first item of each partition that does not rest. */
  private final Map<String, Item> firsts = new HashMap<>();

  Places(Context context, LongSupplier nanoTime, StopSignal stop) {
    this.context = context;
    this.nanoTime = nanoTime;
    this.stop = stop;
  }

  /** What there is to do about an item. */
  enum Todo {
    /** Something, now. */
    NOW,
    /** Nothing now, perhaps in the next listing. */
    LATER,
    /** Nothing until {@link #wake}. */
    RESTS
  }

  /**
   * Where to go on.
   *
   * @param onlyRests whether all items before it rest
   */
  private record Place(Map<String, AttributeValue> after, long notBefore, boolean onlyRests) {}

  private record Rest(Map<String, AttributeValue> last, long until) {}

  /** Returns whether the end of some partition was not reached. */
  boolean areWithin() {
    return !places.isEmpty();
  }

  /** Returns the first item of each partition that does not rest, as it was listed last. */
  Collection<Item> firsts() {
    return Collections.unmodifiableCollection(firsts.values());
  }

  /** Lists what rests again, after the parts that are being listed. */
  void wake() {
    rests.clear();
    places.replaceAll((partition, place) -> new Place(place.after(), place.notBefore(), false));
  }

  /**
   * Lists the next part of a partition.
   *
   * @param list the whole partition
   * @param atOnce whether to list it although there was nothing to do
   * @param work returns what there is to do about an item
   */
  void list(
      String operation, String partition, QuerySpec list, boolean atOnce, Function<Item, Todo> work)
      throws InterruptedException {
    Place place = places.get(partition);
    long now = nanoTime.getAsLong();
    if (place != null && !atOnce && now - place.notBefore < 0) {
      return;
    }
    QuerySpec begun = list.after(place == null ? restAt(partition, now) : place.after());
    boolean onlyRests = place == null || place.onlyRests();
    if (place == null) {
      firsts.remove(partition);
    }
    int listed = 0;
    boolean any = false;
    for (ItemPage page : context.pages(operation, begun.limit(PAGE))) {
      stop.check();
      for (Item item : page.items()) {
        Todo todo = work.apply(item);
        if (todo != Todo.RESTS) {
          firsts.putIfAbsent(partition, item);
        }
        any |= todo == Todo.NOW;
        onlyRests &= todo == Todo.RESTS;
        if (onlyRests) {
          rest(partition, item, now);
        }
      }
      listed += page.items().size();
      if (listed >= MOST && page.hasNext()) {
        long end = any || onlyRests ? now : now + PAUSE.toNanos();
        places.put(partition, new Place(page.last(), end, onlyRests));
        return;
      }
    }
    places.remove(partition);
  }

  /** Returns the last key of what rests; empty if nothing does. */
  private Map<String, AttributeValue> restAt(String partition, long now) {
    rests.computeIfPresent(partition, (key, rest) -> now - rest.until < 0 ? rest : null);
    Rest rest = rests.get(partition);
    return rest == null ? Map.of() : rest.last();
  }

  private void rest(String partition, Item item, long now) {
    Map<String, AttributeValue> last = new HashMap<>(item.attributes());
    last.keySet().retainAll(KEY);
    rests.merge(
        partition,
        new Rest(last, now + LONGEST_REST.toNanos()),
        (before, next) -> new Rest(next.last(), before.until()));
  }
}
