package dev.orgtable.internal;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Tombstones;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads records together with the tombstones, in one request, so that records of deleted sources
 * are left out.
 */
public final class LiveRecords {

  private LiveRecords() {}

  /** Reads the live items among many, by key. */
  public static Map<Key, Item> getAll(Reads reads, Collection<Key> keys, Consistency consistency) {
    Key tombstonesKey = Tombstones.key();
    Map<Key, Item> found = reads.getAll(with(tombstonesKey, keys), consistency);
    Tombstones tombstones = Tombstones.of(Optional.ofNullable(found.remove(tombstonesKey)));
    return tombstones.live(found);
  }

  /** Reads the live items among many, by key, leaving out unreadable ones, as a list does. */
  public static Map<Key, Item> getReadable(
      Reads reads, Collection<Key> keys, Consistency consistency) {
    return find(reads, keys, consistency).live();
  }

  /** Reads many items, by key. */
  public static Found find(Reads reads, Collection<Key> keys, Consistency consistency) {
    Key tombstonesKey = Tombstones.key();
    Map<Key, Item> found = reads.getAny(with(tombstonesKey, keys), consistency);
    Optional<Item> tombstones = Optional.ofNullable(found.remove(tombstonesKey));
    tombstones.ifPresent(item -> RecordTypes.requireReadable(tombstonesKey, item));
    Set<Key> unreadable = new HashSet<>(found.keySet());
    Map<Key, Item> readable = RecordTypes.readable(found);
    unreadable.removeAll(readable.keySet());
    Tombstones all = Tombstones.of(tombstones);
    return new Found(all, all.live(readable), unreadable);
  }

  /**
   * The result of reading several items.
   *
   * @param tombstones the tombstones that were read with them
   * @param live the live items
   * @param unreadable the keys of items that are invalid under their keys
   */
  public record Found(Tombstones tombstones, Map<Key, Item> live, Set<Key> unreadable) {

    /**
     * Refuses unreadable items.
     *
     * @throws UnreadableRecord if there is one
     */
    public void requireReadable() {
      unreadable.stream()
          .findAny()
          .ifPresent(
              key -> {
                throw Layout.unreadable(key);
              });
    }
  }

  private static List<Key> with(Key tombstonesKey, Collection<Key> keys) {
    List<Key> all = new ArrayList<>(keys.size() + 1);
    all.add(tombstonesKey);
    all.addAll(keys);
    return all;
  }
}
