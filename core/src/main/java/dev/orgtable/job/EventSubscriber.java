package dev.orgtable.job;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;

/**
 * Code of an application that a {@link Worker} calls with the events of all logs: to send them on,
 * or to react. See {@link WorkerSettings#withSubscriber}.
 *
 * <p>Each event arrives at least once: again, if the worker dies before it has noted that it was
 * accepted. Those of one log arrive in order, and one after the other; those of different logs may
 * arrive at the same time, on different threads, and in any of the processes whose workers have a
 * subscriber of this name. The place is kept in the table.
 */
public interface EventSubscriber {

  /**
   * Returns the name, which never changes: 1 to 64 of the characters {@code a-z 0-9 - _ .}. Events
   * are kept for it, while no worker has it, until {@code EventStore.unsubscribe}.
   */
  String name();

  /** Returns which events it gets. */
  default EventFilter filter() {
    return EventFilter.ALL;
  }

  /**
   * Accepts an event. Returns within two thirds of {@link WorkerSettings#lease}, 20 seconds by
   * default; after a longer time, another worker may call it with the same events.
   *
   * @throws Exception if the event is to be sent again: after 5 seconds, and later once an hour,
   *     for ever. Later events of its log wait until then
   */
  void accept(Event event) throws Exception;
}
