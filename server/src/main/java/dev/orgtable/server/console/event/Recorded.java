package dev.orgtable.server.console.event;

import dev.orgtable.event.EventId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values that events of one log tell, such as the names of services, to find the one at the time of
 * another event of that log. All events between those that are noted must be noted, too, if they
 * changed a value.
 */
final class Recorded {

  private final Map<String, TreeMap<EventId, Value>> values = new HashMap<>();

  /**
   * A value before and after an event.
   *
   * @param before null if there was none, or it is not told
   * @param after null if there is none, or it is not told
   */
  private record Value(@Nullable String before, @Nullable String after) {}

  /** Notes a value that an event changed. */
  void note(EventId event, String of, @Nullable String before, @Nullable String after) {
    values.computeIfAbsent(of, key -> new TreeMap<>()).put(event, new Value(before, after));
  }

  /** Notes a value as the changes of an event tell it. */
  void note(EventId event, String of, Changes changes, String value) {
    note(event, of, known(changes.before(value)), known(changes.after(value)));
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }

  /**
   * Returns the value directly before an event, or the first one, if the event gave it; empty if
   * the events do not tell it.
   */
  Optional<String> at(EventId event, String of) {
    TreeMap<EventId, Value> told = values.getOrDefault(of, new TreeMap<>());
    Value own = told.get(event);
    if (own != null) {
      return Optional.ofNullable(own.before() == null ? own.after() : own.before());
    }
    return Optional.ofNullable(told.lowerEntry(event))
        .map(earlier -> earlier.getValue().after())
        .or(
            () ->
                Optional.ofNullable(told.higherEntry(event))
                    .map(later -> later.getValue().before()));
  }
}
