package dev.orgtable.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.history.Roster;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.internal.event.Chain;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares the log of each organisation in a table with its records: the members and invitations
 * that the log says were added are there, with their groups, and no others that it says were
 * removed; and each event of a log continues those before it. What tests put into the table without
 * an operation is in no log.
 */
final class LogCheck {

  private LogCheck() {}

  static void check(List<Map<String, AttributeValue>> all) {
    List<Item> items = all.stream().map(Item::of).toList();
    if (items.stream().anyMatch(item -> item.value("jobKind").isPresent() && isOpen(item))) {
      return;
    }
    Map<EventLog, List<Event>> logs =
        items.stream()
            .flatMap(item -> EventRecord.from(item).stream())
            .sorted(Comparator.comparing(Event::id))
            .collect(Collectors.groupingBy(Event::log));
    logs.forEach(
        (log, events) -> {
          Chain chain = new Chain(log, false);
          events.forEach(chain::apply);
          assertThat(chain.broken()).as("chain of %s", events).isEmpty();
          if (log instanceof EventLog.OfOrganisation of
              && !isLost(of.organisation(), events, items)) {
            check(of.organisation(), events, items);
          }
        });
  }

  /** Returns whether the record of an organisation was removed without an operation. */
  private static boolean isLost(OrganisationId organisation, List<Event> events, List<Item> items) {
    return events.get(events.size() - 1).type() != EventType.ORGANISATION_DELETED
        && items.stream().noneMatch(item -> item.key().equals(Keys.organisation(organisation)));
  }

  private static boolean isOpen(Item job) {
    return job.value("endedAt").isEmpty();
  }

  private static void check(OrganisationId organisation, List<Event> events, List<Item> items) {
    Roster roster = new Roster();
    Set<EmailAddress> told = new HashSet<>();
    for (Event event : events) {
      roster.apply(event);
      told.addAll(roster.members().keySet());
      told.addAll(roster.invitations().keySet());
    }
    assertThat(seats(organisation, items, Keys.MEMBERS, OrganisationGroupMemberRecord.TYP, told))
        .as("members of %s by %s", organisation, events)
        .isEqualTo(roster.members());
    assertThat(seats(organisation, items, Keys.INVITATIONS, OrganisationInvitationRecord.TYP, told))
        .as("invitations of %s by %s", organisation, events)
        .isEqualTo(roster.invitations());
  }

  private static SortedMap<EmailAddress, Seat> seats(
      OrganisationId organisation,
      List<Item> items,
      String prefix,
      String typ,
      Set<EmailAddress> told) {
    SortedMap<EmailAddress, Seat> seats = new TreeMap<>();
    for (Item item : items) {
      Optional<EmailAddress> user = Keys.userAfter(item.key(), prefix).filter(told::contains);
      if (Layout.is(item, typ)
          && user.isPresent()
          && Keys.organisationOf(item.key()).equals(Optional.of(organisation))) {
        seats.put(
            user.get(),
            new Seat(
                Groups.read(item.strings(Groups.ATTRIBUTE)),
                OrganisationGroupMemberRecord.isSuspended(item)));
      }
    }
    return seats;
  }
}
