package dev.orgtable;

import java.util.Optional;

/**
 * A request for one page of a list.
 *
 * @param limit the maximum number of records to read, 1 to 1000
 * @param cursor where to start; empty for the first page
 */
public record PageRequest(int limit, Optional<Cursor> cursor) {

  private static final int MOST = 1000;

  /**
   * Checks the limit.
   *
   * @throws InvalidInput if it is out of range
   */
  public PageRequest {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInput("limit", "must be 1 to " + MOST);
    }
  }

  /** Returns a request for the first page. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /** Returns a request for the page at a cursor, with the same limit. */
  public PageRequest at(Cursor place) {
    return new PageRequest(limit, Optional.of(place));
  }
}
