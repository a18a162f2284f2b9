package dev.orgtable.server.console.page;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;

/** Whether a script wants the part of a page that has changed, in place of the page. */
public final class Partial {

  private static final String ROW = "HX-Target";

  private Partial() {}

  /** Returns whether one row of a list is wanted; the templates are told, too. */
  public static boolean isRow(HttpServletRequest request, Model model) {
    String target = request.getHeader(ROW);
    boolean row = target != null && target.startsWith("row-");
    model.addAttribute("partial", row);
    return row;
  }
}
