package dev.orgtable.server.console.page;

import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import java.util.function.Function;

/** Counts the entries of a list up to a limit. */
public final class Preview {

  private static final int MOST = 100;

  private Preview() {}

  /**
   * Returns the number of entries in a list as text: {@code 100+} if it is longer than one page.
   */
  public static <T> String count(Function<PageRequest, Page<T>> list) {
    Page<T> page = list.apply(PageRequest.first(MOST));
    int here = page.items().size();
    return page.next().isEmpty() ? Integer.toString(here) : Math.max(here, 1) + "+";
  }
}
