package dev.orgtable.server.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;

/**
 * A confirmation page before a destructive action. Scripts show it as a dialog.
 *
 * @param question the question, such as {@code Remove bob@example.com?}
 * @param goes the consequences, one sentence each
 * @param action the URL that the form posts to
 * @param button the label of the button that confirms
 * @param keep the URL of the link that cancels
 * @param fields the hidden fields of the form
 * @param refusal why a previous attempt was refused; empty if there was none
 */
public record Confirmation(
    String question,
    List<String> goes,
    String action,
    String button,
    String keep,
    Map<String, String> fields,
    String refusal) {

  /** The form field that marks the question as confirmed. */
  public static final String SURE = "sure";

  /** Creates a confirmation whose form has no fields of its own. */
  public Confirmation(
      String question, List<String> goes, String action, String button, String keep) {
    this(question, goes, action, button, keep, Map.of(), "");
  }

  /** Returns this confirmation with these hidden fields added. */
  public Confirmation with(Map<String, String> typed) {
    Map<String, String> all = new LinkedHashMap<>(typed);
    all.remove("_csrf");
    all.put(SURE, "yes");
    return new Confirmation(question, goes, action, button, keep, all, refusal);
  }

  /** Returns this confirmation with the refusal of the form. */
  public Confirmation with(Form form) {
    return new Confirmation(question, goes, action, button, keep, fields, form.error());
  }

  /** Adds the confirmation to the model and returns the view name. */
  public String page(Model model) {
    model.addAttribute("ask", this);
    return "console/confirm";
  }
}
