package dev.orgtable.server.console.page;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What somebody typed into a form, with what is wrong with it: the form is shown again, and nothing
 * that was typed is lost.
 */
public final class Form {

  /** The field that holds the revision that the form was filled from. */
  public static final String REVISION = "revision";

  /** Tells a script whether the browser is at another page now: not after a refusal. */
  private static final String PUSH = "HX-Push-Url";

  private final String id;
  private final Map<String, String> values = new LinkedHashMap<>();
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

  /** Returns a form as it was sent. */
  public static Form typed(String id, Map<String, String> values) {
    Form form = new Form(id);
    form.values.putAll(values);
    return form;
  }

  /** Fills a field, unless something was typed into it. */
  public Form with(String field, Object value) {
    values.putIfAbsent(field, value.toString());
    return this;
  }

  /** Fills a field, whatever was typed into it. */
  public Form instead(String field, String value) {
    values.put(field, value);
    return this;
  }

  /** Returns the id, unique in its page. */
  public String id() {
    return id;
  }

  /** Returns what a field holds. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** Returns whether the form had such a field. */
  public boolean has(String field) {
    return values.containsKey(field);
  }

  /** Returns what a field holds, if it holds anything but spaces. */
  public Optional<String> filled(String field) {
    return Optional.of(value(field)).filter(text -> !text.isBlank());
  }

  /** Returns what is wrong with a field; empty if nothing is. */
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /** Returns what is wrong with the form as a whole; empty if nothing is. */
  public String error() {
    return error;
  }

  /** Returns what another person has put where something else was typed; null if nothing. */
  public @Nullable String other(String field) {
    return others.get(field);
  }

  /** Returns whether the keyboard should be at this field: it is the first that is wrong. */
  public boolean isFirstWrong(String field) {
    return errors.keySet().stream().findFirst().filter(field::equals).isPresent();
  }

  /** Returns the revision that the form was filled from; -1 if it tells none. */
  public long revision() {
    try {
      return Long.parseLong(value(REVISION));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Says what is wrong with a field. */
  public void wrong(String field, String why) {
    errors.put(field, why);
  }

  /**
   * Says that another person has changed something since: what now stands is shown beside what was
   * typed, and sending the form again is a change of that.
   */
  public void stale(long revision, Map<String, String> standing) {
    values.put(REVISION, Long.toString(revision));
    error =
        "Somebody else has changed this meanwhile. What you typed is still here. Compare, then save again.";
    standing.forEach(
        (field, value) -> {
          if (!value.equals(value(field))) {
            others.put(field, value);
          }
        });
  }

  /**
   * Does what the form asks for; if it is refused, says why in the form, which is then shown again.
   *
   * @param act what is done; returns where to go then
   * @param again returns the page with the form
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
        error = String.valueOf(e.getMessage());
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
