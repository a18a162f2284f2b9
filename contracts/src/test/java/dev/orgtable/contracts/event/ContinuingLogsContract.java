package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Profile;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Which events of a log are compared with those before them, and with the records. */
final class ContinuingLogsContract extends LogsTable {

  @Test
  void a_missing_prolongation_of_an_invitation_is_found_after_one_before_it() {
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    for (int days = 30; days < 33; days++) {
      orgtable().invitations().resend(CAT, ACME, Duration.ofDays(days));
    }
    remove(events(EventType.INVITATION_RESENT).get(1));

    assertThat(ofLogs()).singleElement().asString().contains("expiresAt");
  }

  @Test
  void a_missing_change_of_a_name_of_a_user_is_found_after_one_before_it() {
    for (String name : List.of("One", "Two", "Three")) {
      var unused =
          orgtable()
              .users()
              .update(orgtable().users().get(BOB).withProfile(new Profile(name, "Ray", "")));
    }
    List<Event> changed = eventsOf(BOB);
    remove(changed.get(2));

    assertThat(ofLogs())
        .singleElement()
        .asString()
        .contains("user/bob@example.com", "firstName", "user.changed", "Two", "One");
  }

  /** Writes an event that no change made, directly behind another one. */
  private void invent(Event after, EventType type, Details details) {
    EventId id = EventId.of(after.id().tick() + 1, UUID.randomUUID());
    Item item =
        EventRecord.item(
            new Event(after.log(), id, type, after.actor(), after.cause(), details), null);
    put(item.attributes());
  }

  @Test
  void an_invented_event_is_found_by_the_next_one_or_on_the_record() {
    Details phantom = Details.NONE.changing("name", "Two", "Phantom");
    orgtable().organisations().rename(ACME, "Two");
    List<Event> events = eventsOf(ACME);
    Event last = events.get(events.size() - 1);
    clock.advance(Duration.ofSeconds(1));
    invent(last, EventType.ORGANISATION_RENAMED, phantom);
    assertThat(ofLogs())
        .singleElement()
        .asString()
        .contains("organisation names the event " + last.id());

    orgtable().organisations().rename(ACME, "Three");
    assertThat(ofLogs())
        .singleElement()
        .asString()
        .contains("organisation, name", "says that it was Two before", "say Phantom");
  }

  @Test
  void invented_members_services_and_groups_are_not_there() {
    Event last = eventsOf(ACME).get(eventsOf(ACME).size() - 1);
    clock.advance(Duration.ofSeconds(1));
    invent(last, EventType.GROUP_CREATED, Details.NONE.in(GroupName.of("phantom")));
    assertThat(ofLogs()).singleElement().asString().contains("organisationGroup/phantom");
  }

  @Test
  void an_invented_change_of_a_user_is_found_on_the_record() {
    Event last = eventsOf(BOB).get(0);
    clock.advance(Duration.ofSeconds(1));
    invent(last, EventType.USER_CHANGED, last.details());

    assertThat(ofLogs()).singleElement().asString().contains("user names the event " + last.id());
  }

  @Test
  void a_change_and_its_reversal_that_are_both_missing_are_not_found() {
    orgtable().organisations().rename(ACME, "One");
    orgtable().organisations().rename(ACME, "Two");
    orgtable().organisations().rename(ACME, "One");
    orgtable().organisations().rename(ACME, "Three");
    List<Event> renamed = events(EventType.ORGANISATION_RENAMED);
    remove(renamed.get(1));
    remove(renamed.get(2));

    assertThat(ofLogs()).isEmpty();
  }

  @Test
  void a_log_continues_from_the_end_of_the_retention_on() {
    orgtable().organisations().rename(ACME, "One");
    clock.advance(Duration.ofDays(200));
    orgtable().organisations().rename(ACME, "Two");
    orgtable().memberships().suspend(BOB, ACME);
    clock.advance(Duration.ofDays(200).plus(EventSettings.SETTLING));
    orgtable().memberships().reactivate(BOB, ACME);
    orgtable().organisations().rename(ACME, "Three");
    orgtable().memberships().remove(BOB, ACME);
    orgtable().organisations().rename(ACME, "Four");
    List<Event> renamed = events(EventType.ORGANISATION_RENAMED);
    remove(renamed.get(0));
    assertThat(ofLogs()).isEmpty();

    remove(renamed.get(2));
    assertThat(ofLogs()).singleElement().asString().contains("Three", "earlier events say Two");
  }

  @Test
  void a_log_that_begins_anew_is_not_compared_with_what_was_before() {
    orgtable().organisations().rename(ACME, "One");
    clock.advance(Duration.ofMinutes(10));
    set("organisation/acme", "organisation", "name", AttributeValue.fromS("Imported"));
    var unused = orgtable().events().beginAnew();
    clock.advance(Duration.ofMinutes(10));
    orgtable().organisations().rename(ACME, "Two");

    assertThat(ofLogs()).isEmpty();
  }

  /** Returns a client that runs an action before a query of the log of the organisation. */
  private DynamoDbClient beforeQuery(IntConsumer action) {
    AtomicInteger queries = new AtomicInteger();
    return WatchedClient.of(
        client(),
        (method, request) -> {
          if (request instanceof QueryRequest query
              && query.expressionAttributeValues().toString().contains("organisationEvents/acme")) {
            action.accept(queries.incrementAndGet());
          }
        });
  }

  /** As one that was committed late, by a clock that is behind. */
  @Test
  void an_event_that_is_there_when_the_log_is_replayed_again_is_not_missing() {
    orgtable().organisations().rename(ACME, "One");
    orgtable().organisations().rename(ACME, "Two");
    Event late = events(EventType.ORGANISATION_RENAMED).get(0);
    Key key = EventRecord.key(late.log(), late.id());
    Map<String, AttributeValue> item = item(key.id(), key.rng());
    remove(late);
    AtomicBoolean back = new AtomicBoolean();
    DynamoDbClient client =
        beforeQuery(
            query -> {
              if (query == 3) {
                put(item);
                back.set(true);
              }
            });

    assertThat(ofLogs(client)).isEmpty();
    assertThat(back).isTrue();
  }

  @Test
  void an_organisation_that_changes_all_the_time_does_not_end_the_work() {
    set(
        "organisation/acme",
        "organisationGroupMember/bob@example.com",
        "groups",
        AttributeValue.fromSs(List.of("organisationGroup/other")));
    assertThat(ofLogs()).hasSize(1);
    DynamoDbClient client =
        beforeQuery(query -> orgtable().organisations().rename(ACME, "Name " + query));

    assertThat(ofLogs(client)).isEmpty();
    assertThat(ofLogs()).hasSize(1);
  }

  @Test
  void an_organisation_that_was_deleted_and_is_there_again_begins_anew() {
    orgtable().memberships().suspend(BOB, ACME);
    orgtable().organisations().delete(ACME);
    var unused = work();
    organisation(ACME, BOB);
    orgtable().memberships().addMember(ANN, ACME, Set.of(Group.of("x")));

    assertThat(ofLogs()).isEmpty();
  }
}
