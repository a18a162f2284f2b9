package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading logs: order, pages, filters, and events that are written late. */
final class LogsContract extends EventTable {

  /** Events are made up here. */
  @Override
  protected boolean logsTell() {
    return false;
  }

  private static final EventLog LOG = new EventLog.OfOrganisation(ACME);
  private static final Actor KEY = new Actor(Actor.Kind.API_KEY, "k1");

  /** Writes an event of its own, as operations do. */
  private void emit(Orgtable to, EventType type) {
    emit(to.context(), type);
  }

  private static void emit(Context to, EventType type) {
    to.write("test", new Transaction().emit(Draft.of(ACME, type, Details.of(ANN))));
  }

  private void emit(int events) {
    for (int i = 0; i < events; i++) {
      emit(orgtable(), EventType.MEMBER_CHANGED);
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private List<EventId> read(EventRequest first) {
    List<EventId> all = new ArrayList<>();
    EventRequest next = first;
    for (int pages = 0; pages < 100; pages++) {
      EventPage page = orgtable().events().list(LOG, next);
      page.events().forEach(event -> all.add(event.id()));
      if (!page.more()) {
        return all;
      }
      next = next.after(page.last());
    }
    throw new AssertionError("the pages do not end");
  }

  @Test
  void pages_have_all_events_once_in_both_orders() {
    emit(7);
    clock.advance(EventSettings.SETTLING);

    List<EventId> stored = eventsOf(ACME).stream().map(Event::id).toList();
    List<EventId> reversed = new ArrayList<>(stored);
    java.util.Collections.reverse(reversed);
    assertThat(read(EventRequest.oldest(3))).isEqualTo(stored).hasSize(7);
    assertThat(read(EventRequest.newest(3))).isEqualTo(reversed);
    assertThat(read(EventRequest.newest(7))).isEqualTo(reversed);
    assertThat(read(EventRequest.oldest(1000))).isEqualTo(stored);
  }

  @Test
  void the_log_of_an_organisation_that_never_was_is_empty() {
    EventPage page = orgtable().events().list(LOG, EventRequest.oldest(10));

    assertThat(page).isEqualTo(new EventPage(List.of(), null, false));
  }

  @Test
  void a_program_that_follows_the_log_gets_an_event_that_was_written_late() {
    EventId begun = EventId.of(EventId.tick(clock.instant()), UUID.randomUUID());
    clock.advance(Duration.ofSeconds(5));
    emit(orgtable(), EventType.MEMBER_ADDED);
    EventPage early = orgtable().events().list(LOG, EventRequest.oldest(10));

    // A write that began before the other one is applied last, at the end of its deadline.
    clock.advance(Duration.ofSeconds(4));
    client()
        .putItem(
            request ->
                request
                    .tableName(tableName)
                    .item(
                        dev.orgtable.internal.event.EventRecord.item(
                                new Event(
                                    LOG,
                                    begun,
                                    EventType.MEMBER_REMOVED,
                                    Actor.LIBRARY,
                                    dev.orgtable.event.Cause.NONE,
                                    Details.of(BOB)),
                                null)
                            .attributes()));
    clock.advance(EventSettings.SETTLING.plusSeconds(1));

    assertThat(early).isEqualTo(new EventPage(List.of(), null, false));
    assertThat(types(orgtable().events().list(LOG, EventRequest.oldest(10)).events()))
        .containsExactly(EventType.MEMBER_REMOVED, EventType.MEMBER_ADDED);
  }

  @Test
  void the_last_minutes_are_shown_to_people_and_to_those_who_ask() {
    emit(2);
    clock.advance(Duration.ofSeconds(1));

    assertThat(read(EventRequest.newest(10))).hasSize(2);
    assertThat(read(EventRequest.oldest(10).in(Order.OLDEST_FIRST_UNSETTLED))).hasSize(2);
    assertThat(read(EventRequest.oldest(10))).isEmpty();
  }

  @Test
  void an_event_is_settled_at_the_end_of_the_time_and_not_before() {
    emit(orgtable(), EventType.MEMBER_ADDED);

    clock.advance(EventSettings.SETTLING);
    assertThat(read(EventRequest.oldest(10))).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(read(EventRequest.oldest(10))).hasSize(1);
  }

  @Test
  void a_filter_by_type_and_actor_returns_these_events_and_reads_on_behind_the_others() {
    emit(orgtable(), EventType.MEMBER_ADDED);
    emit(orgtable().as(KEY), EventType.MEMBER_ADDED);
    emit(orgtable().as(KEY), EventType.MEMBER_REMOVED);
    clock.advance(EventSettings.SETTLING.plusSeconds(1));
    List<EventId> all = read(EventRequest.oldest(10));

    assertThat(read(only(EventFilter.ALL.of(Set.of(EventType.MEMBER_ADDED)))))
        .containsExactlyInAnyOrderElementsOf(all.subList(0, 2));
    assertThat(read(only(EventFilter.ALL.by(Actor.Kind.API_KEY)))).hasSize(2);
    assertThat(read(only(EventFilter.ALL.by(Actor.Kind.API_KEY, "k2")))).isEmpty();
    assertThat(
            read(
                only(
                    EventFilter.ALL
                        .of(Set.of(EventType.MEMBER_REMOVED))
                        .by(Actor.Kind.API_KEY, "k1"))))
        .hasSize(1);
  }

  private static EventRequest only(EventFilter filter) {
    return EventRequest.oldest(1).only(filter);
  }

  @Test
  void a_page_of_0_or_1001_events_is_refused() {
    assertThatThrownBy(() -> EventRequest.oldest(0)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> EventRequest.newest(1001)).isInstanceOf(InvalidInput.class);
    assertThat(EventRequest.newest(1000).limit()).isEqualTo(1000);
  }

  @Test
  void a_page_of_the_end_of_a_long_log_costs_what_one_of_a_short_log_does() {
    emit(120);
    resetCost();
    orgtable().events().list(LOG, EventRequest.newest(10));
    double afterMany = cost().readUnits();
    EventId middle = eventsOf(ACME).get(60).id();
    resetCost();
    orgtable().events().list(LOG, EventRequest.newest(10).after(middle));

    assertThat(cost().readUnits()).isEqualTo(afterMany);
    assertThat(afterMany).isLessThanOrEqualTo(2);
  }

  @Test
  void logs_are_apart() {
    emit(1);
    OrganisationId other = OrganisationId.of("acme2");
    EmailAddress ann = ANN;
    User user = orgtable().users().create(User.of(ann, profile(ann), CREATED));

    assertThat(events()).hasSize(2);
    assertThat(newest(new EventLog.OfOrganisation(other))).isEmpty();
    assertThat(newest(LOG)).hasSize(1);
    assertThat(newest(new EventLog.OfUser(user.id()))).hasSize(1);
    assertThat(newest(new EventLog.OfUser(UserId.random(CREATED)))).isEmpty();
    assertThat(newest(EventLog.TABLE)).isEmpty();
  }

  private List<Event> newest(EventLog log) {
    return orgtable().events().list(log, EventRequest.newest(10)).events();
  }
}
