package dev.orgtable.server.console.page;

import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import java.util.function.Function;

/** How many there are of something, without counting all of them. */
public final class Preview {

  private static final int MOST = 100;

  private Preview() {}

  /** Returns how many a list holds, in words: {@code 100+} if it is longer than one page. */
  public static <T> String count(Function<PageRequest, Page<T>> list) {
    Page<T> page = list.apply(PageRequest.first(MOST));
    int here = page.items().size();
    return page.next().isEmpty() ? Integer.toString(here) : Math.max(here, 1) + "+";
  }
}
