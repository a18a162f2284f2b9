package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads records together with the tombstones, in one request, so that records of deleted sources
 * are left out.
 */
public final class LiveRecords {

  private LiveRecords() {}

  /** Reads the live items among many, by key. */
  public static Map<Key, Item> getAll(Reads reads, Collection<Key> keys, Consistency consistency) {
    Key endings = Tombstones.key();
    Map<Key, Item> found = reads.getAll(with(endings, keys), consistency);
    Tombstones ended = Tombstones.of(Optional.ofNullable(found.remove(endings)));
    return ended.standing(found);
  }

  /** Reads the live items among many, by key, leaving out unreadable ones, as a list does. */
  public static Map<Key, Item> getReadable(
      Reads reads, Collection<Key> keys, Consistency consistency) {
    Key endings = Tombstones.key();
    Map<Key, Item> found = reads.getAny(with(endings, keys), consistency);
    Optional<Item> ended = Optional.ofNullable(found.remove(endings));
    ended.ifPresent(item -> RecordTypes.demandReadable(endings, item));
    return Tombstones.of(ended).standing(RecordTypes.readable(found));
  }

  private static List<Key> with(Key endings, Collection<Key> keys) {
    List<Key> all = new ArrayList<>(keys.size() + 1);
    all.add(endings);
    all.addAll(keys);
    return all;
  }
}
