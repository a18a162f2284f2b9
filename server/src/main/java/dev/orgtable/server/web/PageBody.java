package dev.orgtable.server.web;

import dev.orgtable.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. It may have fewer items than requested, even none, and still be followed by
 * another page.
 *
 * @param data the items
 * @param next the cursor of the next page; null on the last
 */
public record PageBody<T>(List<T> data, @Nullable String next) {

  /** Returns a page of the store as a response body. */
  public static <S, T> PageBody<T> of(Page<S> page, Function<S, T> body) {
    return new PageBody<>(
        page.items().stream().map(body).toList(),
        page.next().map(cursor -> cursor.value()).orElse(null));
  }
}
