package dev.orgtable.server.console.event;

import dev.orgtable.event.Details;
import dev.orgtable.server.console.page.Quoted;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words which values an event changed. */
final class Changes {

  static final String NAME = "name";

  /** The words for values whose names are not yet words. */
  private static final Map<String, String> WORDS =
      Map.of(
          "phone", "phone number",
          "createdAt", "time of creation",
          "expiresAt", "time of expiry",
          "since", "begin",
          "until", "end",
          "retentionDays", "days until events are removed",
          "types", "types of events",
          "actor", "id of actors");

  /** What it means that there is no such value, unless it means none. */
  private static final Map<String, String> WITHOUT =
      Map.of("types", "all", "actorKind", "all", "actor", "all");

  private final SortedMap<String, Details.Value> values;

  Changes(Details details) {
    this.values = details.values();
  }

  boolean has(String value) {
    return values.containsKey(value);
  }

  /** Returns the value before; empty if there was none, or it is not told. */
  String before(String value) {
    Details.Value changed = values.get(value);
    return text(changed == null ? null : changed.before());
  }

  /** Returns the value after; empty if there is none, or it is not told. */
  String after(String value) {
    Details.Value changed = values.get(value);
    return text(changed == null ? null : changed.after());
  }

  /** Returns the value after, or the one before if there is none any more. */
  String either(String value) {
    String after = after(value);
    return after.isEmpty() ? before(value) : after;
  }

  /** Returns each value with what it was and is, after a colon; nothing if none was changed. */
  String each() {
    return each("");
  }

  /**
   * Returns each value with what it was and is, after a colon; nothing if none was changed.
   *
   * @param but the value that says what was changed, and stayed the same
   */
  String each(String but) {
    return listed(
        names(but)
            .map(
                value ->
                    words(value)
                        + (either(value).isEmpty() ? ", which is not recorded" : fromTo(value))));
  }

  /** Returns each value that is given or taken away at once, after a colon. */
  String given() {
    return listed(
        names("")
            .filter(value -> !either(value).isEmpty())
            .map(value -> words(value) + " " + shown(value, either(value))));
  }

  private Stream<String> names(String but) {
    return values.keySet().stream().filter(value -> !value.equals(but));
  }

  private static String listed(Stream<String> changes) {
    String listed = changes.collect(Collectors.joining("; "));
    return listed.isEmpty() ? "" : ": " + listed;
  }

  /** Returns the name of a value as people write it: {@code first name} for {@code firstName}. */
  private static String words(String value) {
    return WORDS.getOrDefault(value, value.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT));
  }

  /** Returns what a value was and is: {@code from “A” to none}; nothing if neither is told. */
  String fromTo(String value) {
    String before = before(value);
    String after = after(value);
    if (before.isEmpty() && after.isEmpty()) {
      return "";
    }
    return (before.isEmpty() ? "" : " from " + shown(value, before))
        + " to "
        + (after.isEmpty() ? WITHOUT.getOrDefault(value, "none") : shown(value, after));
  }

  /** Returns a value: what somebody can choose is quoted, an address is not. */
  private static String shown(String value, String text) {
    return value.equals(Details.EMAIL) ? text : Quoted.value(text);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
