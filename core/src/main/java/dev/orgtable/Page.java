package dev.orgtable;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list. A page may hold fewer items than its limit, even none, and still have a next
 * one: the list ends where {@code next} is empty.
 *
 * @param <T> what the list is of
 * @param items the items, in byte order of the list's key
 * @param next where the next page starts, empty on the last page
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
