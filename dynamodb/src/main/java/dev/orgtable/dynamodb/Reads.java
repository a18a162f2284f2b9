package dev.orgtable.dynamodb;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reads that an {@link Operation} may perform before it decides, within its deadline. */
public interface Reads {

  /** Reads one item; throws {@link ItemGuard#unreadable} if it is invalid under its key. */
  Optional<Item> get(Key key, Consistency consistency);

  /** Reads one item without checking it. */
  Optional<Item> getAny(Key key, Consistency consistency);

  /**
   * Reads several items by key; returns those that exist. Unprocessed keys are requested again
   * until the deadline. Throws {@link ItemGuard#unreadable} if an item is invalid under its key.
   */
  Map<Key, Item> getAll(Collection<Key> keys, Consistency consistency);

  /** Reads several items like {@link #getAll}, without checking them. */
  Map<Key, Item> getAny(Collection<Key> keys, Consistency consistency);

  /**
   * Reads several items in one transaction, as of one moment. Throws {@link ItemGuard#unreadable}
   * if an item is invalid under its key.
   *
   * @param keys at most 100 keys
   */
  List<Optional<Item>> snapshot(List<Key> keys);

  /** Reads one page of a query. */
  ItemPage query(QuerySpec query);

  /** Returns the pages of a query. Each page is read on demand, all within the deadline. */
  Iterable<ItemPage> pages(QuerySpec query);

  /**
   * Returns whether a transaction fits the limit, including the stored result if the operation is
   * idempotent.
   */
  boolean fits(Transaction transaction);
}
