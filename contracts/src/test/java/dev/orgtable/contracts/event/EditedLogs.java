package dev.orgtable.contracts.event;

import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.Event;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.maintenance.Violation;
import java.util.List;

/** A table from whose logs events are removed, or to which some are added by hand. */
abstract class EditedLogs extends EventTable {

  @Override
  protected boolean logsTell() {
    return false;
  }

  @Override
  protected List<Violation> expectedViolations() {
    return violations();
  }

  final void remove(Event event) {
    Key key = EventRecord.key(event.log(), event.id());
    delete(key.id(), key.rng());
  }
}
