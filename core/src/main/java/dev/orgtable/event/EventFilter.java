package dev.orgtable.event;

import dev.orgtable.event.Actor.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a log to return.
 *
 * @param types the kinds of changes; empty for all
 * @param kind the kind of actor; null for all
 * @param actor the id of the actor; null for all
 */
public record EventFilter(Set<EventType> types, @Nullable Kind kind, @Nullable String actor) {

  /** All events. */
  public static final EventFilter ALL = new EventFilter(Set.of(), null, null);

  /** Copies the types. */
  public EventFilter {
    types = Set.copyOf(types);
  }

  /** Returns this filter for kinds of changes; none of them for all. */
  public EventFilter of(Set<EventType> kinds) {
    return new EventFilter(kinds, kind, actor);
  }

  /** Returns this filter for what actors of a kind changed. */
  public EventFilter by(Kind other) {
    return new EventFilter(types, other, null);
  }

  /** Returns this filter for what an actor changed. */
  public EventFilter by(Kind other, String id) {
    return new EventFilter(types, other, id);
  }

  /** Returns whether an event is to be returned. */
  public boolean admits(Event event) {
    return (types.isEmpty() || types.contains(event.type()))
        && (kind == null || kind == event.actor().kind())
        && (actor == null || actor.equals(event.actor().id()));
  }
}
