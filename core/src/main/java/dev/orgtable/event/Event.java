package dev.orgtable.event;

import java.time.Instant;

/**
 * A change that was made. It was written in the transaction that made the change.
 *
 * @param log the log that it is in
 * @param id its id
 * @param type the kind of change
 * @param actor who made it
 * @param cause why
 * @param details what was changed
 * @param typeText the text of the type; of {@link EventType#OTHER}, the one that is stored
 */
public record Event(
    EventLog log,
    EventId id,
    EventType type,
    Actor actor,
    Cause cause,
    Details details,
    String typeText) {

  /** Creates an event of a type that this version knows. */
  public Event(
      EventLog log, EventId id, EventType type, Actor actor, Cause cause, Details details) {
    this(log, id, type, actor, cause, details, type.text());
  }

  /**
   * Returns when the change was made, in milliseconds, by the clock of the process that made it; if
   * that clock is behind the one of an earlier change to the same record, directly after that.
   */
  public Instant time() {
    return id.time();
  }
}
