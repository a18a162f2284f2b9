package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.history.EventStore;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.job.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who subscribes to events gets them, in order; nobody else pays for it. */
final class SubscribersContract extends DeliveryTable {

  private final Recorder billing = new Recorder("billing");

  @BeforeEach
  final void two_organisations() {
    user(ANN);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  @Test
  void without_subscribers_no_event_is_in_the_outbox() {
    deliver();
    rename(ACME, 1);

    assertThat(outbox()).isEmpty();
    assertThat(ofType("eventSettings").get(0)).doesNotContainKeys("destinations", "outboxSince");
  }

  @Test
  void the_first_subscriber_gets_the_events_from_a_minute_later_on() {
    deliver(billing);
    clock.advance(NOTICE.minusMillis(1));
    rename(ACME, 1);
    clock.advance(Duration.ofMillis(1));
    rename(ACME, 1);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void another_subscriber_gets_the_events_from_then_on() {
    subscribe(billing);
    Recorder audit = new Recorder("audit");
    deliver(audit);
    rename(ACME, 2);
    deliver(billing, audit);

    assertThat(audit.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 2));
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 2));
  }

  @Test
  void another_subscriber_gets_an_event_that_was_begun_before_it_and_committed_after() {
    subscribe(new Recorder("audit"));
    Runnable meanwhile =
        () -> {
          clock.advance(EventSettings.SETTLING.minusSeconds(1));
          deliver(billing);
        };
    var unused =
        on(InterleavingClient.beforeWriting(client(), meanwhile))
            .organisations()
            .rename(ACME, "Late");
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void the_events_of_each_log_arrive_in_order_and_nothing_is_left_of_them() {
    subscribe(billing);
    IntStream.range(0, 30)
        .forEach(
            i -> {
              rename(ACME, 1);
              rename(BETA, 1);
              clock.advance(Duration.ofSeconds(1));
            });
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 30));
    assertThat(billing.acceptedOf(OF_BETA)).isEqualTo(last(OF_BETA, 30));
    assertThat(outbox()).isEmpty();
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
    assertThat(ofType("deliveryEntry")).isEmpty();
    assertThat(reported).isEmpty();
  }

  @Test
  void a_subscriber_gets_the_events_of_its_filter() {
    Recorder members =
        new Recorder("members", new EventFilter(Set.of(EventType.MEMBER_ADDED), null, null));
    subscribe(members);
    rename(ACME, 1);
    user(BOB);
    var unused = orgtable().memberships().addMember(BOB, ACME, Set.of());
    deliver(members);

    assertThat(members.accepted()).extracting(Event::type).containsExactly(EventType.MEMBER_ADDED);
    assertThat(outbox()).isEmpty();
  }

  @Test
  void another_filter_of_the_same_name_takes_the_place_of_the_one_before() {
    subscribe(new Recorder("s", new EventFilter(Set.of(EventType.MEMBER_ADDED), null, null)));
    Recorder all = new Recorder("s");
    deliver(all);
    rename(ACME, 1);
    deliver(all);

    assertThat(all.accepted())
        .extracting(Event::type)
        .containsExactlyInAnyOrder(EventType.SUBSCRIBER_CHANGED, EventType.ORGANISATION_RENAMED);
    assertThat(value(ofType("eventSettings").get(0), "destinations").n()).isEqualTo("1");
  }

  @Test
  void events_wait_for_a_subscriber_that_no_worker_has() {
    subscribe(billing);
    rename(ACME, 3);
    deliver();
    clock.advance(Duration.ofDays(30));
    assertThat(billing.accepted()).isEmpty();

    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
  }

  @Test
  void a_refused_event_is_delivered_again_before_the_later_ones_of_its_log() {
    subscribe(billing);
    rename(ACME, 3);
    rename(BETA, 1);
    EventId second = last(OF_ACME, 2).get(0);
    billing.refuse(event -> event.id().equals(second));
    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3).subList(0, 1));
    assertThat(billing.acceptedOf(OF_BETA)).isEqualTo(last(OF_BETA, 1));

    deliver(billing);
    clock.advance(Duration.ofSeconds(4));
    deliver(billing);
    assertThat(billing.refused()).isEqualTo(1);
    billing.refuse(event -> false);
    rename(ACME, 1);
    clock.advance(Duration.ofSeconds(1));
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 4));
    assertThat(reported).hasSize(1);
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void a_subscriber_that_always_refuses_is_asked_once_an_hour_for_ever() {
    subscribe(billing);
    rename(ACME, 1);
    billing.refuse(event -> true);
    for (int hour = 0; hour < 24 * 7; hour++) {
      deliver(billing);
      clock.advance(Duration.ofHours(1));
    }

    assertThat(billing.refused()).isEqualTo(24 * 7);
    billing.refuse(event -> false);
    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void a_failing_subscriber_holds_up_no_other() {
    Recorder audit = new Recorder("audit");
    subscribe(billing, audit);
    billing.refuse(event -> true);
    rename(ACME, 3);
    deliver(billing, audit);

    assertThat(audit.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
    assertThat(billing.refused()).isEqualTo(1);
    billing.refuse(event -> false);
    clock.advance(Duration.ofSeconds(5));
    deliver(billing, audit);
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
  }

  @Test
  void who_unsubscribes_gets_no_more_events_and_leaves_nothing() {
    subscribe(billing);
    rename(ACME, 60);
    deliver();
    assertThat(ofType("delivery")).isNotEmpty();

    assertThat(orgtable().events().unsubscribe("billing")).isTrue();
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
    assertThat(orgtable().events().unsubscribe("billing")).isFalse();
    deliver();
    rename(ACME, 1);
    assertThat(outbox()).isEmpty();
    assertThat(value(ofType("eventSettings").get(0), "destinations").n()).isEqualTo("0");
  }

  @Test
  void one_call_removes_a_bounded_number_of_records_and_the_next_ones_go_on() {
    subscribe(billing);
    rename(ACME, 60);
    rename(BETA, 60);
    deliver();
    assertThat(ofType("delivery")).hasSize(6);
    Subscribers fewAtOnce = new Subscribers(orgtable().context(), 4);
    DestinationId id = new DestinationId(DestinationId.Kind.SUBSCRIBER, "billing");
    assertThatThrownBy(() -> fewAtOnce.remove(id))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("again");
    assertThat(ofType("subscriber")).isEmpty();
    assertThat(ofType("delivery")).hasSize(3);

    assertThat(orgtable().events().unsubscribe("billing")).isFalse();
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void what_is_in_the_outbox_when_the_last_one_unsubscribes_leaves_it() {
    subscribe(billing);
    rename(ACME, 60);
    assertThat(orgtable().events().unsubscribe("billing")).isTrue();
    deliver();

    assertThat(outbox()).isEmpty();
    assertThat(ofType("delivery")).isEmpty();
  }

  @Test
  void who_subscribes_after_all_others_left_gets_the_events_from_a_minute_later_on() {
    subscribe(billing);
    assertThat(orgtable().events().unsubscribe("billing")).isTrue();
    clock.advance(Duration.ofDays(1));
    deliver(billing);
    rename(ACME, 1);
    clock.advance(NOTICE);
    rename(ACME, 1);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  /** Every change of the settings keeps what they have about destinations. */
  @Test
  void changes_of_the_settings_keep_the_destinations() {
    subscribe(billing);
    Map<String, AttributeValue> before = ofType("eventSettings").get(0);
    EventStore events = orgtable().events();
    List<Supplier<EventSettings>> changes =
        List.of(
            () -> events.keep(100),
            () -> events.keep(200),
            events::beginAnew,
            events::stop,
            () -> events.keep(300),
            events::beginAnew);
    for (Supplier<EventSettings> change : changes) {
      clock.advance(Duration.ofMinutes(2));
      EventSettings next = change.get();
      assertThat(events.settings()).contains(next);
      assertThat(ofType("eventSettings").get(0))
          .containsEntry("destinations", before.get("destinations"))
          .containsEntry("outboxSince", before.get("outboxSince"));
    }
    clock.advance(Duration.ofMinutes(2));
    rename(ACME, 1);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  /** As the tool does it: the settings of the file take the place of those before. */
  @Test
  void an_imported_table_has_its_subscribers_and_delivers_what_waits() {
    subscribe(billing);
    rename(ACME, 2);
    deliver();
    rename(ACME, 2);
    List<Map<String, AttributeValue>> file = allItems();
    file.forEach(item -> delete(value(item, "id").s(), value(item, "rng").s()));
    orgtable().events().beginAnew();
    orgtable().items().put(file, 2);
    orgtable().events().beginAnew();
    assertThat(value(ofType("eventSettings").get(0), "destinations").n()).isEqualTo("1");
    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).startsWith(last(OF_ACME, 4).toArray(EventId[]::new));
    clock.advance(Duration.ofMinutes(2));
    rename(ACME, 1);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 5));
    assertThat(outbox()).isEmpty();
  }

  @Test
  void another_retention_leaves_subscribers_alone() {
    subscribe(billing);
    assertThat(orgtable().events().keep(EventSettings.FOR_EVER).retentionDays()).isZero();
    rename(ACME, 1);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void who_subscribes_and_leaves_is_in_the_log_of_the_table() {
    deliver(new Recorder("s", new EventFilter(Set.of(EventType.MEMBER_ADDED), null, null)));
    deliver(new Recorder("s", new EventFilter(Set.of(), Actor.Kind.USER, "ann")));
    deliver(new Recorder("s", new EventFilter(Set.of(), Actor.Kind.USER, "ann")));
    assertThat(orgtable().events().unsubscribe("s")).isTrue();
    clock.advance(Duration.ofMinutes(5));

    List<Event> events = orgtable().events().list(EventLog.TABLE, EventRequest.oldest(10)).events();
    assertThat(events)
        .extracting(Event::type)
        .containsExactly(
            EventType.SUBSCRIBER_ADDED, EventType.SUBSCRIBER_CHANGED, EventType.SUBSCRIBER_REMOVED);
    assertThat(events.stream().map(event -> Map.copyOf(event.details().values())))
        .containsExactly(
            Map.of(
                "subscriber", new Details.Value(null, "s"),
                "types", new Details.Value(null, "member.added")),
            Map.of(
                "subscriber", new Details.Value("s", "s"),
                "types", new Details.Value("member.added", null),
                "actorKind", new Details.Value(null, "user"),
                "actor", new Details.Value(null, "ann")),
            Map.of("subscriber", new Details.Value("s", null)));
  }

  @Test
  void a_table_has_up_to_ten_subscribers() {
    for (int i = 0; i < 10; i++) {
      deliver(new Recorder("s" + i));
    }
    try (Worker worker = worker(new Recorder("s10"))) {
      assertThatThrownBy(() -> run(worker)).isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> worker(new Recorder("S 1"))).isInstanceOf(InvalidInput.class);
  }
}
