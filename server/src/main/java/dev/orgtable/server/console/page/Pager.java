package dev.orgtable.server.console.page;

import dev.orgtable.Cursor;
import dev.orgtable.Page;
import java.util.Optional;
import org.springframework.ui.Model;

/** The links to the first and the next page of a list. */
public final class Pager {

  private Pager() {}

  /**
   * Adds to the model what the links need.
   *
   * @param page the page that is shown
   * @param at where it begins; empty for the first page
   */
  public static void put(Page<?> page, Optional<Cursor> at, Model model) {
    model.addAttribute("next", page.next().map(Cursor::value).orElse(""));
    model.addAttribute("at", at.map(Cursor::value).orElse(""));
  }
}
