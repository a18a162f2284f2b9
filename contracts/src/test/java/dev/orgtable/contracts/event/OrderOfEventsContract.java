package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.contracts.EngineTime;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The order of events, whatever the clocks of the processes that make the changes. */
final class OrderOfEventsContract extends EventTable {

  /** Events are made up here. */
  @Override
  protected boolean logsTell() {
    return false;
  }

  private void change(Orgtable orgtable, String name) {
    var user = orgtable.users().get(ANN);
    orgtable
        .context()
        .run(
            "test",
            reads ->
                Decision.commit(
                    new Transaction()
                        .update(
                            UserRecord.key(ANN),
                            new Change().set("firstName", name),
                            Conditions.live(),
                            Refusals.changed())
                        .emit(
                            Draft.of(
                                user,
                                EventType.USER_CHANGED,
                                Draft.about(user).changing("firstName", null, name)))));
  }

  private List<String> names() {
    return eventsOf(ANN).stream()
        .filter(event -> event.type() == EventType.USER_CHANGED)
        .flatMap(event -> Stream.ofNullable(event.details().values().get("firstName")))
        .map(value -> String.valueOf(value.after()))
        .toList();
  }

  @Test
  void changes_by_a_process_whose_clock_is_behind_follow_those_before_them() {
    TestClock behind = new TestClock();
    behind.advance(Duration.between(behind.instant(), clock.instant()).minusSeconds(30));
    Orgtable late = on(client(), settings().withClock(behind));
    user(ANN);

    for (int i = 0; i < 3; i++) {
      change(orgtable(), "a" + i);
      change(late, "b" + i);
    }

    assertThat(names()).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
  }

  @Test
  void changes_of_one_process_within_a_millisecond_are_in_their_order() {
    user(ANN);
    Orgtable orgtable = orgtable();

    IntStream.range(0, 20).forEach(i -> change(orgtable, "n" + i));

    assertThat(names()).isEqualTo(IntStream.range(0, 20).mapToObj(i -> "n" + i).toList());
  }

  @Test
  void a_change_bears_the_time_of_the_engine_however_wrong_the_clock_of_its_process() {
    user(ANN);
    TestClock wrong = new TestClock();
    wrong.advance(Duration.between(wrong.instant(), clock.instant()).plusDays(300));
    Orgtable ahead =
        Orgtable.on(EngineTime.of(clock, client()), tableName, settings().withClock(wrong));

    change(ahead, "ahead");
    change(orgtable(), "later");

    assertThat(names()).containsExactly("ahead", "later");
    assertThat(eventsOf(ANN).get(2).time())
        .isBetween(clock.instant().minusSeconds(2), clock.instant().plusSeconds(2));
  }

  @Test
  void a_record_that_names_an_event_of_the_future_is_unreadable_for_those_who_know_the_time() {
    user(ANN);
    EventId future = EventId.lastOf(clock.instant().plus(Duration.ofMinutes(4)));
    set("user/" + ANN, "user", "event", AttributeValue.fromS(future.value()));
    Orgtable orgtable =
        Orgtable.on(EngineTime.of(clock, client()), tableName, settings().withClock(clock));

    assertThatThrownBy(() -> change(orgtable, "x")).isInstanceOf(UnreadableRecord.class);
    set("user/" + ANN, "user", "event", AttributeValue.fromS("not an id"));
    assertThatThrownBy(() -> change(orgtable, "x")).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void an_event_of_the_future_in_a_log_leads_no_clock_away() {
    user(ANN);
    EventLog log = new EventLog.OfOrganisation(ACME);
    EventId future = EventId.lastOf(clock.instant().plus(Duration.ofMinutes(4)));
    Event damaged =
        new Event(
            log, future, EventType.MEMBER_CHANGED, Actor.LIBRARY, Cause.NONE, Details.of(ANN));
    put(EventRecord.item(damaged, null).attributes());

    organisation(ACME, ANN);

    assertThat(eventsOf(ACME)).extracting(Event::time).startsWith(clock.instant());
  }

  @Override
  protected List<Violation> expectedViolations() {
    return violations();
  }

  @Test
  void a_change_bears_the_time_of_its_process() {
    user(ANN);
    clock.advance(Duration.ofMinutes(5));
    change(orgtable(), "x");

    List<Event> events = eventsOf(ANN);
    assertThat(events.get(1).time()).isEqualTo(clock.instant());
  }

  @Test
  void a_change_by_a_process_whose_clock_is_wrong_bears_the_engine_s_time() {
    user(ANN);
    for (long wrong : List.of(-3600L, 3600L)) {
      TestClock own = new TestClock();
      own.advance(Duration.ofSeconds(wrong));
      change(on(client(), settings().withClock(own)), "x");
    }

    assertThat(eventsOf(ANN))
        .hasSize(3)
        .allSatisfy(
            event ->
                assertThat(event.time())
                    .isBetween(clock.instant().minusSeconds(5), clock.instant().plusSeconds(5)));
  }
}
