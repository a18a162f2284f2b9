package dev.orgtable.server.console.page;

import dev.orgtable.server.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A browser's request, and what is needed to build its response.
 *
 * @param caller the caller
 * @param request the request
 * @param response the status and headers of the response
 * @param model the model of the page
 * @param next the flash attributes for a redirect
 */
public record Visit(
    Caller caller,
    HttpServletRequest request,
    HttpServletResponse response,
    Model model,
    RedirectAttributes next) {

  private static final String ROW = "HX-Target";

  /**
   * Runs the action of a form. If it is refused, shows the form again with the error.
   *
   * @param act performs the action and returns the redirect
   * @param again renders the page with the refused form
   */
  public String submit(Form form, Supplier<String> act, Supplier<String> again) {
    return form.submit(response, act, again);
  }

  /** Marks the response as not cacheable: it has a secret. */
  public void neverStore() {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /** Says on the next page what was done. */
  public void done(String words) {
    next.addFlashAttribute("done", words);
  }

  /** Returns whether a script asks for a single row instead of a page. */
  public boolean isForRow() {
    String target = request.getHeader(ROW);
    return target != null && target.startsWith("row-");
  }

  /**
   * Runs the action of a row's form. A script gets the updated row with a message or the refusal; a
   * browser without scripts gets a page.
   *
   * @param act performs the action and returns a message for the user
   * @param row renders the row
   * @param done returns the redirect after success
   * @param again renders the page with the refused form
   */
  public String answerRow(
      Form form, Supplier<String> act, Row row, Supplier<String> done, Supplier<String> again) {
    boolean alone = isForRow();
    model.addAttribute("partial", alone);
    return form.submit(
        response,
        () -> {
          String words = act.get();
          done(words);
          return alone ? row.show(words, "") : done.get();
        },
        () -> alone ? row.show("", form.error()) : again.get());
  }

  /** Renders one row of a list. */
  public interface Row {

    /**
     * Returns the view of the row.
     *
     * @param done the message after success; empty otherwise
     * @param refusal why the action was refused; empty if it was not
     */
    String show(String done, String refusal);
  }
}
