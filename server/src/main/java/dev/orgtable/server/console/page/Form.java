package dev.orgtable.server.console.page;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;

/**
 * The input of a form with its validation errors. A refused form is shown again with everything
 * that was typed.
 */
public final class Form {

  /** The form field with the revision that the form was loaded at. */
  public static final String REVISION = "revision";

  /** The header that tells htmx whether to update the browser's URL; false after a refusal. */
  private static final String PUSH = "HX-Push-Url";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final String id;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final Map<String, String> others = new LinkedHashMap<>();
  private String error = "";

  private Form(String id) {
    this.id = id;
  }

  /** Returns an empty form. */
  public static Form of(String id) {
    return new Form(id);
  }

  /** Returns a form with submitted values. */
  public static Form typed(String id, Map<String, String> values) {
    Form form = new Form(id);
    form.values.putAll(values);
    return form;
  }

  /** Returns a form with submitted values, of which fields may have several. */
  public static Form typed(String id, MultiValueMap<String, String> values) {
    Form form = typed(id, values.toSingleValueMap());
    form.lists.putAll(values);
    return form;
  }

  /** Sets the value of a field unless the user typed one. */
  public Form with(String field, Object value) {
    values.putIfAbsent(field, value.toString());
    return this;
  }

  /** Sets the value of a field, replacing what the user typed. */
  public Form instead(String field, String value) {
    values.put(field, value);
    return this;
  }

  /** Returns the form's id, unique within its page. */
  public String id() {
    return id;
  }

  /** Returns the value of a field. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** Returns all values of a field that is there more than once, such as boxes that are ticked. */
  public List<String> values(String field) {
    return lists.getOrDefault(field, List.of());
  }

  /** Returns whether the field was submitted. */
  public boolean has(String field) {
    return values.containsKey(field);
  }

  /** Returns the value of a field, stripped; empty if blank. */
  public Optional<String> filled(String field) {
    return Optional.of(value(field)).filter(text -> !text.isBlank());
  }

  /**
   * Returns the value of a field that is a limit; empty if it is blank.
   *
   * @param most the highest limit
   * @throws InvalidInput if it is not a number of at most nine digits; whoever stores the limit
   *     refuses other numbers
   */
  public OptionalLong limit(String field, long most) {
    String text = value(field).strip();
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidInput(field, "must be 1 to " + most);
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /** Returns the error of a field; empty if there is none. */
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /** Returns the error of the form as a whole; empty if there is none. */
  public String error() {
    return error;
  }

  /**
   * Returns the stored value of a field that another person changed; null if there is no conflict.
   */
  public @Nullable String other(String field) {
    return others.get(field);
  }

  /** Returns whether the form was refused, and is shown again with its errors. */
  public boolean isRefused() {
    return !error.isEmpty() || !errors.isEmpty() || !others.isEmpty();
  }

  /** Returns whether this is the first field with an error, which gets the focus. */
  public boolean isFirstWrong(String field) {
    return errors.keySet().stream().findFirst().filter(field::equals).isPresent();
  }

  /** Returns the revision that the form was loaded at; -1 if it has none. */
  public long revision() {
    try {
      return Long.parseLong(value(REVISION));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Adds an error to a field. */
  public void wrong(String field, String why) {
    errors.put(field, why);
  }

  /**
   * Reports a conflict: another person has changed the resource since the form was loaded. The
   * stored values are shown beside the input; submitting again overwrites them.
   */
  public void stale(long revision, Map<String, String> standing) {
    values.put(REVISION, Long.toString(revision));
    error =
        "Somebody else changed this in the meantime. Your input is still here. Compare, then save"
            + " again.";
    standing.forEach(
        (field, value) -> {
          if (!value.equals(value(field))) {
            others.put(field, value);
          }
        });
  }

  /**
   * Runs the action of the form. If it is refused, shows the form again with the error.
   *
   * @param act performs the action and returns the redirect
   * @param again renders the page with the refused form
   */
  public String submit(HttpServletResponse response, Supplier<String> act, Supplier<String> again) {
    try {
      return act.get();
    } catch (InvalidInput e) {
      refuse(e.field(), "This " + e.rule(), String.valueOf(e.getMessage()));
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    } catch (Problem e) {
      if (e.errors().isEmpty()) {
        throw e;
      }
      e.errors().forEach(each -> refuse(each.field(), each.message(), each.message()));
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    } catch (Unavailable e) {
      error = String.valueOf(Problem.of(e).getDetail());
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    } catch (OrgtableException e) {
      if (error.isEmpty() && errors.isEmpty()) {
        error = Refusal.words(e);
      }
      response.setStatus(Problem.codeOf(e).status().value());
    }
    response.setHeader(PUSH, "false");
    return again.get();
  }

  private void refuse(String field, String besideIt, String alone) {
    if (has(field)) {
      errors.putIfAbsent(field, besideIt);
    } else {
      error = alone;
    }
  }
}
