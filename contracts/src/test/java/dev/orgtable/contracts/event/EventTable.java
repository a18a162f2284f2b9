package dev.orgtable.contracts.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import java.util.Comparator;
import java.util.List;

/** A table whose events contracts look at as they are stored. */
abstract class EventTable extends TableContract {

  /** Returns the events of all logs, in the order of their ids. */
  final List<Event> events() {
    return allItems().stream()
        .map(Item::of)
        .flatMap(item -> EventRecord.from(item).stream())
        .sorted(Comparator.comparing(Event::id))
        .toList();
  }

  final List<Event> eventsOf(OrganisationId organisation) {
    EventLog log = new EventLog.OfOrganisation(organisation);
    return events().stream().filter(event -> event.log().equals(log)).toList();
  }

  final List<Event> eventsOf(EmailAddress user) {
    EventLog log = new EventLog.OfUser(idOf(user));
    return events().stream().filter(event -> event.log().equals(log)).toList();
  }

  static List<EventType> types(List<Event> events) {
    return events.stream().map(Event::type).toList();
  }
}
