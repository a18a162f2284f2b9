package dev.orgtable.server.console.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.NewMember;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.server.caller.CurrentOrigin;
import dev.orgtable.server.console.page.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in words who made changes. A user has the address of that time as far as the events tell it,
 * with the present one beside it if the reader may know one; without any, the id.
 */
final class Actors {

  private static final String APPLICATION = "The application";

  private final Map<UserId, EmailAddress> present;
  private final Map<String, String> keys;
  private final Recorded addresses = new Recorded();

  /**
   * Creates the words.
   *
   * @param events what tells the addresses of the past: the events shown and those between them
   * @param present the present addresses that the reader may know
   * @param keys the names of API keys that the reader may know, by their ids
   */
  Actors(List<Event> events, Map<UserId, EmailAddress> present, Map<String, String> keys) {
    this.present = present;
    this.keys = keys;
    events.forEach(this::note);
  }

  private void note(Event event) {
    Details details = event.details();
    for (NewMember member : details.members()) {
      note(event.id(), member.user(), null);
    }
    if (details.user() != null) {
      note(event.id(), details.user(), details.values().get(Details.EMAIL));
    }
  }

  private void note(EventId event, Person user, Details.@Nullable Value moved) {
    if (user.id() != null) {
      String after = user.email().value();
      String before = moved == null ? null : moved.before();
      addresses.note(event, user.id().value(), before == null ? after : before, after);
    }
  }

  /** Returns who made a change. */
  String who(Event event) {
    Actor actor = event.actor();
    String id = actor.id();
    String who =
        switch (actor.kind()) {
          case USER -> person(event.id(), id);
          case API_KEY -> id.isEmpty() ? APPLICATION : key(id);
          case OPERATOR -> operator(id);
          case DIRECTORY -> "Directory " + shown(id);
          case JOB -> actor.equals(Actor.EXPIRY) ? "Orgtable" : "A background job";
          case LIBRARY -> APPLICATION;
          case OTHER -> "Another actor";
        };
    String other = actor.actingFor();
    return other == null
        ? who
        : who + ", which says that it acts for " + claimed(event.id(), other) + ",";
  }

  /** Returns a user; somebody who rejected an invitation by its token has the address alone. */
  private String person(EventId event, String id) {
    return UserId.isValid(id)
        ? user(event, id).orElse("A former user or member (" + shown(id) + ")")
        : id;
  }

  /** Returns an API key: by its name, which never changes, and its id. */
  private String key(String id) {
    String name = keys.get(id);
    return "API key " + (name == null ? shown(id) : Quoted.value(name) + " (" + shown(id) + ")");
  }

  /** Returns an operator: by address, or how somebody without one signed in. */
  private static String operator(String id) {
    if (id.isEmpty()) {
      return "An operator";
    }
    return id.equals(CurrentOrigin.ONE_TIME_LINK)
        ? "An operator (by one-time link)"
        : "Operator " + id;
  }

  /** Returns the user that a back end named: nobody has verified it. */
  private String claimed(EventId event, String text) {
    return UserId.isValid(text)
        ? user(event, text).orElse("the user " + shown(text))
        : Quoted.value(text);
  }

  /** Returns a user by the address; empty if the reader may know none. */
  private Optional<String> user(EventId event, String id) {
    if (!UserId.isValid(id)) {
      return Optional.empty();
    }
    UserId user = UserId.of(id);
    Optional<String> then = addresses.at(event, user.value());
    EmailAddress now = present.get(user);
    if (now == null) {
      return then.map(old -> old + " (a former user or member)");
    }
    return Optional.of(
        then.filter(old -> !old.equals(now.value()))
            .map(old -> old + " (now " + now + ")")
            .orElse(now.value()));
  }

  private static String shown(String id) {
    return Piece.id(id);
  }
}
