package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events that a newer version writes while this one still runs. */
final class NewerEventsContract extends EventTable {

  private static final EventLog LOG = new EventLog.OfOrganisation(ACME);

  private Instant begun = Instant.MIN;

  @BeforeEach
  final void acmeHasAMember() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    clock.advance(Duration.ofSeconds(1));
    begun = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  private Event last() {
    List<Event> all = orgtable().events().list(LOG, EventRequest.newest(1)).events();
    return all.get(0);
  }

  private void setLast(String attribute, AttributeValue value) {
    Key key = EventRecord.key(LOG, last().id());
    set(key.id(), key.rng(), attribute, value);
  }

  @Test
  void an_unknown_type_is_read_as_it_is_stored() {
    setLast("type", AttributeValue.fromS("plan.changed"));

    Event read = last();
    assertThat(read.type()).isEqualTo(EventType.OTHER);
    assertThat(read.typeText()).isEqualTo("plan.changed");
    assertThat(Objects.requireNonNull(read.details().user()).email()).isEqualTo(BOB);
    assertThat(orgtable().events().list(LOG, EventRequest.newest(10)).events()).hasSize(2);
  }

  @Test
  void unknown_details_of_an_unknown_type_are_left_out() {
    setLast("type", AttributeValue.fromS("plan.changed"));
    setLast(
        "details",
        AttributeValue.fromM(
            Map.of("group", AttributeValue.fromN("1"), "email", AttributeValue.fromS("x"))));

    assertThat(last().details().user()).isNull();
  }

  @Test
  void an_unknown_kind_of_actor_is_part_of_its_id() {
    setLast(
        "actor",
        AttributeValue.fromM(
            Map.of("kind", AttributeValue.fromS("robot"), "id", AttributeValue.fromS("r2"))));

    assertThat(last().actor()).isEqualTo(new Actor(Actor.Kind.OTHER, "robot:r2"));
    assertThat(last().type()).isEqualTo(EventType.MEMBER_ADDED);
  }

  @Test
  void a_type_that_is_none_is_unreadable() {
    Key stored = EventRecord.key(LOG, last().id());
    set(stored.id(), stored.rng(), "type", AttributeValue.fromS("Nonsense"));

    assertThatThrownBy(this::last).isInstanceOf(UnreadableRecord.class);
    set(stored.id(), stored.rng(), "type", AttributeValue.fromS("member.added"));
  }

  @Test
  void nobody_is_told_who_was_a_member_before_a_change_that_is_not_understood() {
    setLast("type", AttributeValue.fromS("member.promoted"));
    clock.advance(EventSettings.SETTLING);

    assertThatThrownBy(() -> orgtable().events().membersAt(ACME, begun))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void other_is_neither_a_type_nor_a_kind_to_filter_by() {
    assertThat(EventType.of("other")).isEmpty();
    assertThat(Actor.Kind.of("other")).isEmpty();
    assertThat(EventFilter.ALL.admits(last())).isTrue();
  }
}
