package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.GroupName;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Refusals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A change of a record whose changes have events is refused, as a bug, if it has none. */
final class ForgottenEventsContract extends EventTable {

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private static Stream<Key> records() {
    return Stream.of(
        Keys.user(ANN),
        Keys.organisation(ACME),
        Keys.organisationGroupMember(ACME, ANN),
        Keys.organisationInvitation(ACME, BOB),
        Keys.organisationService(ACME, BILLING),
        Keys.organisationGroup(ACME, GroupName.of("sales")),
        new Key("organisation/acme", Keys.GROUP_ROLES),
        new Key("apiKey/k1", Keys.API_KEY),
        new Key(Keys.ROLES, Keys.ROLES),
        new Key("organisation/acme", Keys.ORGANISATION_WEBHOOKS + "0000000000000000"),
        new Key("webhooks", Keys.TABLE_WEBHOOKS + "0000000000000000"),
        new Key("subscribers", Keys.SUBSCRIBERS + "audit"));
  }

  private static Transaction update(Key key) {
    return new Transaction()
        .update(key, new Change().set("name", "Other"), Conditions.live(), Refusals.changed());
  }

  private void write(Transaction transaction) {
    orgtable().context().write("test", transaction);
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_transaction_that_forgets_its_event_is_refused_and_writes_nothing(Key record) {
    List<Map<String, AttributeValue>> before = allItems();
    Transaction forgotten =
        new Transaction()
            .delete(record, Conditions.live(), Refusals.changed())
            .update(
                Keys.userOrganisation(ANN, ACME),
                new Change().set("name", "Other"),
                Conditions.live(),
                Refusals.changed());

    assertThatThrownBy(() -> write(forgotten))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without an event")
        .hasMessageContaining(record.toString());
    assertThatThrownBy(() -> write(update(record))).isInstanceOf(IllegalStateException.class);
    assertThat(allItems()).containsExactlyInAnyOrderElementsOf(before);
  }

  @ParameterizedTest
  @MethodSource("records")
  void an_event_of_another_record_does_not_tell_of_it(Key record) {
    Draft other =
        Draft.of(BETA, EventType.ORGANISATION_RENAMED, Details.NONE.changing("name", "A", "B"));

    assertThatThrownBy(() -> write(update(record).emit(other)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(record.toString());
  }

  @Test
  void a_transaction_that_only_depends_on_a_record_has_no_event() {
    write(
        new Transaction()
            .require(Keys.organisation(ACME), Conditions.live(), Refusals.changed())
            .update(
                Keys.userOrganisation(ANN, ACME),
                new Change().set("organisationName", "Organisation acme"),
                Conditions.live(),
                Refusals.changed()));

    assertThat(events()).hasSize(2);
  }

  @Test
  void a_change_with_its_event_and_one_that_says_that_it_has_none_are_written() {
    write(update(Keys.organisation(ACME)).silent());
    assertThat(events()).hasSize(2);

    write(
        update(Keys.organisation(ACME))
            .emit(Draft.of(ACME, EventType.ORGANISATION_RENAMED, Details.NONE)));
    assertThat(events()).hasSize(3);
  }

  @Test
  void a_forgotten_event_is_a_bug_even_in_a_table_that_keeps_none() {
    orgtable().events().stop();
    clock.advance(Duration.ofMinutes(2));

    assertThatThrownBy(() -> write(update(Keys.organisation(ACME))))
        .isInstanceOf(IllegalStateException.class);
  }
}
