package dev.orgtable.event;

import dev.orgtable.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a log.
 *
 * @param order the order of the events
 * @param after the id to continue after, in this order; null for the beginning. An event with this
 *     id need not exist
 * @param limit the maximum number of events to read, 1 to {@value #MOST}
 * @param filter which of them to return
 */
public record EventRequest(Order order, @Nullable EventId after, int limit, EventFilter filter) {

  /** The greatest limit. */
  public static final int MOST = 1000;

  /** The order of the events of a page. */
  public enum Order {
    /** The newest first, for people. Changes that are under way may be missing. */
    NEWEST_FIRST,
    /**
     * The oldest first, for programs that follow the log. Events of the last minutes are not
     * returned yet, so that no event is ever missed: see {@link EventSettings#SETTLING}.
     */
    OLDEST_FIRST,
    /** The oldest first, with events of the last minutes, of which some may be missing still. */
    OLDEST_FIRST_UNSETTLED
  }

  /**
   * Checks the limit.
   *
   * @throws InvalidInput if it is out of range
   */
  public EventRequest {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInput("limit", "must be 1 to " + MOST);
    }
  }

  /** Returns a request for the newest events of a log. */
  public static EventRequest newest(int limit) {
    return new EventRequest(Order.NEWEST_FIRST, null, limit, EventFilter.ALL);
  }

  /** Returns a request for the first events of a log. */
  public static EventRequest oldest(int limit) {
    return new EventRequest(Order.OLDEST_FIRST, null, limit, EventFilter.ALL);
  }

  /** Returns this request for what follows an event. */
  public EventRequest after(@Nullable EventId id) {
    return new EventRequest(order, id, limit, filter);
  }

  /** Returns this request with another filter. */
  public EventRequest only(EventFilter other) {
    return new EventRequest(order, after, limit, other);
  }

  /** Returns this request in another order. */
  public EventRequest in(Order other) {
    return new EventRequest(other, after, limit, filter);
  }
}
