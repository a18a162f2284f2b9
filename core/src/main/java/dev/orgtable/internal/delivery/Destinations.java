package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.EventLog;
import java.util.List;

/** The destinations of one kind that a table has. */
@FunctionalInterface
public interface Destinations {

  /**
   * Returns those that get events of a log, read strongly consistently: a destination that was made
   * before an event must not miss it, nor one that was disabled after it.
   */
  List<Destination> of(Reads reads, EventLog log);
}
