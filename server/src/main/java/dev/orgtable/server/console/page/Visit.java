package dev.orgtable.server.console.page;

import dev.orgtable.server.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A request of a browser, and what becomes its answer.
 *
 * @param caller who makes it
 * @param request the request
 * @param response the answer's status and headers
 * @param model what its page shows
 * @param next what the page shows that it leads to
 */
public record Visit(
    Caller caller,
    HttpServletRequest request,
    HttpServletResponse response,
    Model model,
    RedirectAttributes next) {

  private static final String ROW = "HX-Target";

  /** Returns whether a script wants one row of a list in place of the page. */
  public boolean isForRow() {
    String target = request.getHeader(ROW);
    return target != null && target.startsWith("row-");
  }

  /**
   * Does what the form of a row asks for. A script gets the row alone, with what was done or why it
   * was refused; a browser without scripts gets a page.
   *
   * @param act what is done; returns it in words, which the next page says, too
   * @param row returns the row
   * @param done returns where to go when it is done
   * @param again returns the page with the form that was refused
   */
  public String answerRow(
      Form form, Supplier<String> act, Row row, Supplier<String> done, Supplier<String> again) {
    boolean alone = isForRow();
    model.addAttribute("partial", alone);
    return form.submit(
        response,
        () -> {
          String words = act.get();
          next.addFlashAttribute("done", words);
          return alone ? row.show(words, "") : done.get();
        },
        () -> alone ? row.show("", form.error()) : again.get());
  }

  /** Shows one row of a list. */
  public interface Row {

    /**
     * Returns the view of the row.
     *
     * @param done what was done, in words; empty if nothing was
     * @param refusal why it was not; empty if it was
     */
    String show(String done, String refusal);
  }
}
