package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether a table keeps events is a record of the table. */
final class EventSettingsContract extends EventTable {

  private static final Duration NOTICE = Duration.ofSeconds(60);

  @Test
  void a_new_table_keeps_the_event_of_its_first_change_for_400_days() {
    user(ANN);

    assertThat(orgtable().events().settings()).contains(EventSettings.FROM_THE_START);
    assertThat(events()).hasSize(1);
    Instant end = events().get(0).time().plus(Duration.ofDays(400));
    assertThat(eventItem()).containsEntry("removeAt", seconds(end));
  }

  private Map<String, AttributeValue> eventItem() {
    return allItems().stream()
        .filter(item -> AttributeValue.fromS("userEvent").equals(item.get("typ")))
        .findFirst()
        .orElseThrow();
  }

  private static AttributeValue seconds(Instant time) {
    return AttributeValue.fromN(Long.toString(time.getEpochSecond()));
  }

  @Test
  void a_table_whose_settings_nobody_wrote_keeps_events_from_its_first_change_on() {
    client()
        .deleteItem(
            request ->
                request
                    .tableName(tableName)
                    .key(
                        Map.of(
                            "id", AttributeValue.fromS("eventSettings"),
                            "rng", AttributeValue.fromS("eventSettings"))));
    Orgtable orgtable = orgtable();
    orgtable.users().create(dev.orgtable.User.of(ANN, profile(ANN), CREATED));

    assertThat(orgtable.events().settings()).contains(EventSettings.since(clock.instant()));
    assertThat(events()).hasSize(1);
  }

  @Test
  void events_stop_a_minute_after_the_order_and_begin_a_minute_after_the_next_one() {
    Instant stopped = clock.instant().plus(NOTICE);
    assertThat(orgtable().events().stop().until()).isEqualTo(stopped);
    user(ANN);
    clock.advance(NOTICE);
    user(BOB);
    assertThat(orgtable().events().stop().until()).isEqualTo(stopped);

    EventSettings again = orgtable().events().keep(EventSettings.FOR_EVER);
    user(CAT);
    clock.advance(NOTICE);
    user(DAN);

    assertThat(again).isEqualTo(new EventSettings(stopped.plus(NOTICE), null, 0, null));
    List<Event> ofUsers =
        events().stream().filter(event -> !event.log().equals(EventLog.TABLE)).toList();
    assertThat(ofUsers)
        .extracting(Event::log)
        .containsExactly(new EventLog.OfUser(idOf(ANN)), new EventLog.OfUser(idOf(DAN)));
    assertThat(ofUsers.get(1).id().time()).isEqualTo(again.since());
  }

  @Test
  void another_retention_keeps_the_beginning_and_holds_for_later_events() {
    assertThat(orgtable().events().keep(7))
        .isEqualTo(new EventSettings(EventSettings.FROM_THE_START.since(), null, 7, null));
    user(ANN);

    Instant end = events().get(0).time().plus(Duration.ofDays(7));
    assertThat(eventItem()).containsEntry("removeAt", seconds(end));
  }

  @Test
  void events_that_are_kept_for_ever_have_no_end() {
    orgtable().events().keep(EventSettings.FOR_EVER);
    user(ANN);

    assertThat(eventItem()).doesNotContainKeys("removeAt", "expiresAt");
  }

  @Test
  void a_retention_out_of_range_is_refused() {
    assertThatThrownBy(() -> orgtable().events().keep(-1)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> orgtable().events().keep(36_526)).isInstanceOf(InvalidInput.class);
    assertThat(orgtable().events().keep(36_525).retentionDays()).isEqualTo(36_525);
  }

  @Test
  void an_order_to_keep_events_that_changes_nothing_writes_nothing() {
    orgtable().events().keep(400);
    resetCost();
    orgtable().events().keep(400);

    assertThat(cost().writeUnits()).isZero();
  }
}
