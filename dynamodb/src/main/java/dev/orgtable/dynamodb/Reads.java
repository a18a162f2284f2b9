package dev.orgtable.dynamodb;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an {@link Operation} may do before it decides: read, within the operation's deadline. */
public interface Reads {

  /** Reads one item; throws {@link ItemGuard#unreadable} if it must not be read under this key. */
  Optional<Item> get(Key key, Consistency consistency);

  /** Reads one item, whatever it is. */
  Optional<Item> getAny(Key key, Consistency consistency);

  /**
   * Reads many items, those that exist, by key. Unprocessed keys are asked for again until the
   * deadline. Throws {@link ItemGuard#unreadable} if one must not be read under its key.
   */
  Map<Key, Item> getAll(Collection<Key> keys, Consistency consistency);

  /** Reads many items as {@link #getAll}, whatever they are. */
  Map<Key, Item> getAny(Collection<Key> keys, Consistency consistency);

  /**
   * Reads several items as they stood at one moment. Throws {@link ItemGuard#unreadable} if one
   * must not be read under its key.
   *
   * @param keys 100 at most
   */
  List<Optional<Item>> snapshot(List<Key> keys);

  /** Reads one page of a query. */
  ItemPage query(QuerySpec query);

  /** Returns the pages of a query, each read when it is asked for, all within the deadline. */
  Iterable<ItemPage> pages(QuerySpec query);

  /**
   * Returns whether one transaction can complete the operation, with its answer if that is kept.
   */
  boolean fits(Transaction transaction);
}
