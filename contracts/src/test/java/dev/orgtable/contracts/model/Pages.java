package dev.orgtable.contracts.model;

import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a whole list in small pages. */
final class Pages {

  private static final int LIMIT = 2;

  private Pages() {}

  static <T> List<T> all(Function<PageRequest, Page<T>> list) {
    PageRequest request = PageRequest.first(LIMIT);
    Page<T> page = list.apply(request);
    List<T> all = new ArrayList<>(page.items());
    while (page.next().isPresent()) {
      page = list.apply(request.at(page.next().get()));
      all.addAll(page.items());
    }
    return all;
  }
}
