package dev.orgtable.server.console.event;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.server.console.page.Quoted;
import dev.orgtable.webhook.Webhook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says in words what an event changed of a webhook. People know it by where its requests go, at the
 * time of the event as far as the events tell it; the path and the query of its URL may be secret,
 * and no event has them.
 */
final class WebhookWords {

  private static final String WEBHOOK = "webhook";
  private static final String URL = "url";
  private static final String DESCRIPTION = "description";
  private static final String TYPES = "types";

  private final Recorded urls = new Recorded();
  private final Map<String, String> present = new HashMap<>();

  /**
   * Creates the words.
   *
   * @param events what tells the URLs of the past: the events shown and those between them
   * @param present the present webhooks
   */
  WebhookWords(List<Event> events, List<Webhook> present) {
    for (Event event : events) {
      Changes changes = new Changes(event.details());
      if (changes.has(WEBHOOK) && changes.has(URL)) {
        urls.note(event.id(), changes.either(WEBHOOK), changes, URL);
      }
    }
    present.forEach(each -> this.present.put(each.id().value(), each.details().url().origin()));
  }

  /** Returns whether an event is about a webhook. */
  static boolean isOf(Event event) {
    return event.details().values().containsKey(WEBHOOK);
  }

  /** Returns the name of the webhook: where its requests go, and its id, which is its own. */
  String name(EventId event, Changes changes) {
    String id = changes.either(WEBHOOK);
    if (id.isEmpty()) {
      return "a webhook";
    }
    String then = urls.at(event, id).orElse("");
    String now = present.getOrDefault(id, "");
    boolean isSame = now.isEmpty() || now.equals(then);
    String today = isSame ? "" : "now " + now;
    if (then.isEmpty()) {
      return "the webhook " + Piece.id(id) + (isSame ? "" : " (" + today + ")");
    }
    return "the webhook " + then + " (" + Piece.id(id) + (isSame ? "" : ", " + today) + ")";
  }

  static String created(Changes changes) {
    String description = changes.after(DESCRIPTION);
    return "added the webhook "
        + changes.after(URL)
        + " ("
        + Piece.id(changes.either(WEBHOOK))
        + ")"
        + (description.isEmpty() ? "" : ", described as " + Quoted.value(description))
        + ", for "
        + types(changes.after(TYPES));
  }

  String changed(EventId event, Changes changes) {
    List<String> told = new ArrayList<>();
    if (changes.has(URL)) {
      told.add("the URL to " + changes.after(URL));
    }
    if (changes.has("path")) {
      told.add("the path of the URL, which is not recorded");
    }
    if (changes.has(DESCRIPTION)) {
      told.add("the description" + changes.fromTo(DESCRIPTION));
    }
    if (changes.has(TYPES)) {
      told.add(
          "the events from " + types(changes.before(TYPES)) + " to " + types(changes.after(TYPES)));
    }
    return "changed "
        + name(event, changes)
        + (told.isEmpty() ? "" : ": " + String.join("; ", told));
  }

  String disabled(EventId event, Changes changes) {
    String failure = changes.after("failure");
    return "disabled "
        + name(event, changes)
        + (failure.isEmpty() ? "" : " after failures: " + failure);
  }

  private static String types(String stored) {
    return stored.isEmpty() ? "all events" : stored.replace(" ", ", ");
  }
}
