package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A log that is longer than what one call of an application may read. */
final class LongLogContract extends EditedLogs {

  /** More than 1,000, which a caller with one page may read. */
  private static final int EVENTS = 1_050;

  /** Writes events of the organisation that change nobody. */
  private void fill() {
    Event one = eventsOf(ACME).get(0);
    EventLog log = new EventLog.OfOrganisation(ACME);
    List<Map<String, AttributeValue>> events = new ArrayList<>();
    for (int each = 1; each <= EVENTS; each++) {
      EventId id = EventId.of(one.id().tick() + each, UUID.randomUUID());
      Event event =
          new Event(
              log, id, EventType.ORGANISATION_RENAMED, one.actor(), one.cause(), Details.NONE);
      Item item = EventRecord.item(event, null);
      events.add(item.attributes());
    }
    orgtable().items().put(events, 4);
    clock.advance(Duration.ofMinutes(1));
  }

  private List<Violation.Code> logs(Orgtable to) {
    List<Violation.Code> found = new ArrayList<>();
    Maintenance.of(to)
        .verifier()
        .verifyLogs(2, violation -> found.add(violation.code()), read -> {});
    return found;
  }

  @Test
  void its_replay_reads_all_of_it() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    fill();
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    Orgtable narrow = on(client(), settings().withDetailsPages(1));
    List<Violation.Code> whole = logs(narrow);
    Event added = eventsOf(ACME).get(EVENTS + 1);
    assertThat(added.type()).isEqualTo(EventType.MEMBER_ADDED);
    client()
        .deleteItem(
            delete ->
                delete
                    .tableName(tableName)
                    .key(EventRecord.key(added.log(), added.id()).attributes()));

    List<Violation.Code> broken = logs(narrow);

    assertThat(whole).isEmpty();
    assertThat(broken).containsExactly(Violation.Code.LOG_DIFFERS);
  }

  @Test
  void the_past_reads_as_many_events_as_the_caller_has_pages_for() {
    user(ANN);
    Instant before = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    organisation(ACME, ANN);
    fill();
    clock.advance(EventSettings.SETTLING);
    Orgtable narrow = on(client(), settings().withDetailsPages(1));

    assertThatThrownBy(() -> narrow.events().membersAt(ACME, before))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("1000 events");

    assertThat(orgtable().events().membersAt(ACME, before).members()).isEmpty();
  }
}
