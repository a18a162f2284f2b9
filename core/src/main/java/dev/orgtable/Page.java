package dev.orgtable;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list. A page may have fewer items than its limit, even none, and not be the last
 * one: the list ends where {@code next} is empty.
 *
 * @param <T> the type of the items
 * @param items the items, in byte order of the list's key
 * @param next the cursor of the next page; empty on the last page
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
