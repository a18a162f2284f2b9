package dev.orgtable.server.console.event;

import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.server.console.page.Quoted;
import dev.orgtable.webhook.Webhook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what an event changed of a webhook. People know it by where its requests go; the
 * path and the query of its URL may be secret, and no event has them.
 */
final class WebhookWords {

  private static final String WEBHOOK = "webhook";
  private static final String URL = "url";
  private static final String DESCRIPTION = "description";
  private static final String TYPES = "types";

  private final Details details;
  private final Map<String, String> names;

  /**
   * Creates the words of an event.
   *
   * @param names the names of webhooks, by their ids
   */
  WebhookWords(Details details, Map<String, String> names) {
    this.details = details;
    this.names = names;
  }

  /** Returns whether an event is about a webhook. */
  static boolean isOf(Event event) {
    return event.details().values().containsKey(WEBHOOK);
  }

  /** Returns the names that events give to their webhooks; of several, the newest one. */
  static Map<String, String> names(List<Event> newestFirst) {
    Map<String, String> names = new HashMap<>();
    for (Event event : newestFirst) {
      WebhookWords words = new WebhookWords(event.details(), Map.of());
      String url = words.either(URL);
      if (isOf(event) && !url.isEmpty()) {
        names.putIfAbsent(words.either(WEBHOOK), url);
      }
    }
    return names;
  }

  /** Returns the name of a webhook: where its requests go, and what it is for. */
  static String name(Webhook webhook) {
    String description = webhook.details().description();
    String origin = webhook.details().url().origin();
    return description.isEmpty() ? origin : origin + " (" + Quoted.name(description) + ")";
  }

  /** Returns the name of the webhook; its id if it is not known. */
  String name() {
    String id = either(WEBHOOK);
    return names.getOrDefault(id, either(URL).isEmpty() ? id : either(URL));
  }

  String created() {
    String description = after(DESCRIPTION);
    return "added a webhook to "
        + after(URL)
        + (description.isEmpty() ? "" : " (" + Quoted.name(description) + ")")
        + ", for "
        + types(after(TYPES));
  }

  String changed() {
    List<String> changes = new ArrayList<>();
    if (isChanged(URL)) {
      changes.add("the URL from " + before(URL) + " to " + after(URL));
    }
    if (isChanged("path")) {
      changes.add("the path of the URL");
    }
    if (isChanged(DESCRIPTION)) {
      changes.add("the description" + fromTo(before(DESCRIPTION), after(DESCRIPTION)));
    }
    if (isChanged(TYPES)) {
      changes.add("the events from " + types(before(TYPES)) + " to " + types(after(TYPES)));
    }
    return "changed the webhook "
        + name()
        + (changes.isEmpty() ? "" : ": " + String.join("; ", changes));
  }

  String disabled() {
    String failure = after("failure");
    return "disabled the webhook "
        + name()
        + (failure.isEmpty() ? "" : " after failures: " + failure);
  }

  private static String fromTo(String before, String after) {
    return (before.isEmpty() ? "" : " from " + Quoted.value(before))
        + " to "
        + (after.isEmpty() ? "none" : Quoted.value(after));
  }

  private static String types(String stored) {
    return stored.isEmpty() ? "all events" : stored.replace(" ", ", ");
  }

  private boolean isChanged(String value) {
    return details.values().containsKey(value);
  }

  private String either(String value) {
    String after = after(value);
    return after.isEmpty() ? before(value) : after;
  }

  private String before(String value) {
    Details.Value changed = details.values().get(value);
    return text(changed == null ? null : changed.before());
  }

  private String after(String value) {
    Details.Value changed = details.values().get(value);
    return text(changed == null ? null : changed.after());
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
