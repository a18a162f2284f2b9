package dev.orgtable.server.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;

/**
 * The question before something goes for good: a page of its own, which scripts show in a dialog.
 *
 * @param question what is asked, such as {@code Remove bob@example.com?}
 * @param goes what goes, and what stays
 * @param action where the form goes that does it
 * @param button what the button says that does it
 * @param keep where the link leads that does nothing
 * @param fields what the form holds
 * @param refusal why it was refused before; empty if it was not
 */
public record Confirmation(
    String question,
    List<String> goes,
    String action,
    String button,
    String keep,
    Map<String, String> fields,
    String refusal) {

  /** The field by which a form says that the question was answered. */
  public static final String SURE = "sure";

  /** Asks before a form without fields. */
  public Confirmation(
      String question, List<String> goes, String action, String button, String keep) {
    this(question, goes, action, button, keep, Map.of(), "");
  }

  /** Returns the same question of a form that holds this, too. */
  public Confirmation with(Map<String, String> typed) {
    Map<String, String> all = new LinkedHashMap<>(typed);
    all.remove("_csrf");
    all.put(SURE, "yes");
    return new Confirmation(question, goes, action, button, keep, all, refusal);
  }

  /** Returns the same question, with why the form was refused. */
  public Confirmation with(Form form) {
    return new Confirmation(question, goes, action, button, keep, fields, form.error());
  }

  /** Returns the page. */
  public String page(Model model) {
    model.addAttribute("ask", this);
    return "console/confirm";
  }
}
