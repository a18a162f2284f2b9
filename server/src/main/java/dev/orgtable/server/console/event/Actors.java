package dev.orgtable.server.console.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.server.caller.CurrentOrigin;
import dev.orgtable.server.console.page.Quoted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says in words who made changes. A user has the address of that time as far as the events shown
 * tell it, with the present one beside it if the reader may know one; without any, the id.
 */
final class Actors {

  private static final String APPLICATION = "The application";

  private final Map<UserId, EmailAddress> present;
  private final Map<String, String> keys;

  /** The addresses of users at the time of the event that was told last. */
  private final Map<UserId, String> then = new HashMap<>();

  /**
   * Creates the words.
   *
   * @param present the present addresses that the reader may know
   * @param keys the names of API keys that the reader may know, by their ids
   */
  Actors(Map<UserId, EmailAddress> present, Map<String, String> keys) {
    this.present = present;
    this.keys = keys;
  }

  /** Returns who made a change. To be called for all events shown, the newest first. */
  String who(Event event) {
    noteAddress(event.details());
    Actor actor = event.actor();
    String id = actor.id();
    String who =
        switch (actor.kind()) {
          case USER -> user(id);
          case API_KEY -> id.isEmpty() ? APPLICATION : key(id);
          case OPERATOR -> operator(id);
          case DIRECTORY -> "Directory " + id;
          case JOB -> actor.equals(Actor.EXPIRY) ? "Orgtable" : "A background job";
          case LIBRARY -> APPLICATION;
          case OTHER -> "Another actor";
        };
    String other = actor.actingFor();
    return other == null ? who : who + " on behalf of " + claimed(other) + " (as it says)";
  }

  /** Notes the address that a user had at the time of an event; before a change of address. */
  private void noteAddress(Details details) {
    Person user = details.user();
    if (user != null && user.id() != null) {
      String before =
          Optional.ofNullable(details.values().get(Details.EMAIL))
              .map(Details.Value::before)
              .orElse(user.email().value());
      then.put(user.id(), before);
    }
  }

  /** Returns an API key: by its name, which never changes, and its id. */
  private String key(String id) {
    String name = keys.get(id);
    return name == null ? "API key " + id : "API key " + Quoted.value(name) + " (" + id + ")";
  }

  /** Returns an operator: by address, or how somebody without one signed in. */
  private static String operator(String id) {
    if (id.isEmpty()) {
      return "An operator";
    }
    return id.equals(CurrentOrigin.ONE_TIME_LINK)
        ? "An operator, by one-time link"
        : "Operator " + id;
  }

  private String claimed(String text) {
    boolean isKnown = UserId.isValid(text) && present.containsKey(UserId.of(text));
    return isKnown ? user(text) : Quoted.name(text);
  }

  private String user(String text) {
    if (!UserId.isValid(text)) {
      return text;
    }
    UserId id = UserId.of(text);
    String before = then.get(id);
    EmailAddress now = present.get(id);
    if (now == null) {
      return before == null
          ? "A former user or member (" + text + ")"
          : before + " (a former user or member)";
    }
    return before == null || before.equals(now.value())
        ? now.value()
        : before + " (now " + now + ")";
  }
}
