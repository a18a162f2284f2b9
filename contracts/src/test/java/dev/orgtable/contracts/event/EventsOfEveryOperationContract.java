package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every operation writes the events of its change, each in its log, and none if it is refused or
 * changes nothing. An operation that is not in this table fails.
 */
final class EventsOfEveryOperationContract extends EventTable {

  /** The operations, and the log and the type of each event that they write. */
  private static final String EXPECTED =
      """
      create user                                    | eve user.created
      put new user                                   | eve user.created
      put user of no organisation                    | dan user.changed
      put member                                     | bob user.changed
      update user of no organisation                 | dan user.changed
      update member                                  | bob user.changed
      delete member                                  | acme member.removed, bob user.deleted
      delete invitee                                 | acme invitation.revoked, cat user.deleted
      delete one of two owners                       | acme member.removed, ann user.deleted
      change address of owner                        | acme member.address_changed, eve user.address_changed
      change address of member                       | acme member.address_changed, eve user.address_changed
      change address of invitee                      | acme invitation.address_changed, eve user.address_changed
      sign in for the first time                     | bob user.account_bound
      bind the account of somebody who became a user | bob user.account_bound
      unbind an account                              | bob user.account_unbound
      change address of member with an account       | acme member.address_changed, eve user.address_changed
      delete member with an account                  | acme member.removed, bob user.deleted
      create organisation of a new id                | new organisation.created
      create organisation                            | beta organisation.created
      rename organisation                            | acme organisation.renamed
      rename organisation as it was read             | acme organisation.renamed
      suspend organisation                           | acme organisation.suspended
      reactivate organisation                        | acme organisation.reactivated
      limit organisations                            | bob user.limit_changed
      remove organisation limit                      | bob user.limit_changed
      limit seats                                    | acme organisation.limit_changed
      remove seat limit                              | acme organisation.limit_changed
      delete organisation                            | acme organisation.deleted
      create service of a new id                     | acme service.created
      create service                                 | acme service.created
      put new service                                | acme service.created
      put service                                    | acme service.renamed
      update service                                 | acme service.renamed
      delete service                                 | acme service.deleted
      create group                                   | acme group.created
      put new group                                  | acme group.created
      put group                                      | acme group.changed
      add to group with a record                     | acme member.groups_changed
      rename group                                   | acme group.renamed
      delete group                                   | acme group.deleted
      invite                                         | acme invitation.created
      invite again                                   | acme invitation.created, acme invitation.expired
      accept                                         | acme member.added
      accept the very invitation                     | acme member.added
      reject                                         | acme invitation.rejected
      resend                                         | acme invitation.resent
      revoke                                         | acme invitation.revoked
      issue a token                                  | acme invitation.link_created
      accept by token                                | acme member.added
      accept by token, becoming a user               | acme member.added, eve user.created
      reject by token                                | acme invitation.rejected
      add a member whose invitation has expired      | acme invitation.expired, acme member.added
      add members                                    | acme member.added
      add to organisation group                      | acme member.groups_changed
      add to service group                           | acme member.groups_changed
      remove from groups                             | acme member.groups_changed
      change groups                                  | acme member.groups_changed
      update details                                 | acme member.changed
      remove member                                  | acme member.removed
      leave                                          | acme member.removed
      add owner                                      | acme member.groups_changed
      remove owner                                   | acme member.groups_changed
      leave as owner                                 | acme member.removed
      suspend                                        | acme member.suspended
      suspend an owner                               | acme member.suspended
      reactivate                                     | acme member.reactivated
      reactivate an owner                            | acme member.reactivated
      transfer                                       | acme ownership.transferred
      transfer to an owner                           | acme ownership.transferred
      change facts of a user                         | bob user.facts_changed
      change facts of an organisation                | acme organisation.facts_changed
      set an external id of a user                   | bob user.facts_changed
      replace the external id of an organisation     | acme organisation.facts_changed
      delete a user with an external id              | acme member.removed, bob user.deleted
      change address of a user with an external id   | acme member.address_changed, eve user.address_changed
      delete an organisation with an external id     | acme organisation.deleted
      set an external id of a member                 | acme member.facts_changed
      remove a member with an external id            | acme member.removed
      change facts of a member                       | acme member.facts_changed
      create api key                                 | table api_key.created
      create first api key                           | table api_key.created
      revoke api key                                 | table api_key.revoked
      create webhook                                 | acme webhook.created
      create webhook of the table                    | table webhook.created
      change webhook                                 | acme webhook.changed
      rotate webhook                                 | acme webhook.secret_rotated
      disable webhook                                | acme webhook.disabled
      enable webhook                                 | acme webhook.enabled
      delete webhooks                                | acme webhook.deleted
      replay delivery                                |
      replay deliveries                              |
      delete organisation with webhooks              | acme organisation.deleted
      put the first roles                            | table roles.changed
      put roles                                      | table roles.changed
      remove roles                                   | table roles.changed
      keep events for a week                         | table events.kept
      keep no events                                 | table events.stopped
      begin the logs anew                            | table events.kept
      subscribe                                      | table subscriber.added
      change subscriber                              | table subscriber.changed
      unsubscribe                                    | table subscriber.removed
      """;

  private static final String ONCE = ", once";

  static Stream<Operation> writes() {
    return Operations.writes();
  }

  static Stream<Operation> writesOfSeveralCalls() {
    return writes().filter(write -> !write.name().endsWith(ONCE));
  }

  private static Map<String, List<String>> expected() {
    return EXPECTED
        .lines()
        .map(line -> line.split(" *\\| ?", -1))
        .collect(
            Collectors.toMap(
                line -> line[0],
                line -> line[1].isEmpty() ? List.of() : List.of(line[1].split(", ", -1))));
  }

  private void prepare(Operation operation) {
    Operations.sample(orgtable());
    operation.prepare().accept(orgtable());
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
  }

  private boolean isRefused(Operation operation) {
    try {
      var unused = operation.act().apply(orgtable());
      return false;
    } catch (OrgtableException | InvalidInput | NoSuchElementException e) {
      return true;
    }
  }

  /** Returns the events that are not among others, as in the table. */
  private List<String> eventsExcept(List<Event> before) {
    return events().stream()
        .filter(event -> !before.contains(event))
        .map(event -> logOf(event) + " " + event.type().text())
        .sorted()
        .toList();
  }

  private static String logOf(Event event) {
    if (event.log() instanceof EventLog.OfOrganisation of) {
      return Set.of(ACME, BETA).contains(of.organisation()) ? of.organisation().value() : "new";
    }
    if (event.log() instanceof EventLog.OfUser of) {
      Person user = Objects.requireNonNull(event.details().user());
      assertThat(user.id()).isEqualTo(of.user());
      return user.email().value().replaceAll("@.*", "");
    }
    return "table";
  }

  @Test
  void there_is_an_operation_for_each_row() {
    assertThat(writesOfSeveralCalls().map(Operation::name))
        .containsExactlyInAnyOrderElementsOf(expected().keySet());
  }

  @ParameterizedTest
  @MethodSource("writes")
  void an_operation_writes_the_events_of_its_change_in_their_logs(Operation operation) {
    prepare(operation);
    List<Event> before = events();

    assertThat(isRefused(operation)).isFalse();
    work();

    assertThat(eventsExcept(before)).isEqualTo(expected().get(operation.name().replace(ONCE, "")));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_second_call_writes_an_event_exactly_if_it_changes_something(Operation operation) {
    prepare(operation);
    boolean first = isRefused(operation);

    assertThat(first).isFalse();
    assertEventsExactlyIfChanged(operation);
  }

  @ParameterizedTest
  @MethodSource("writesOfSeveralCalls")
  void a_call_on_what_is_not_there_writes_an_event_exactly_if_it_changes_something(
      Operation operation) {
    prepare(operation);
    orgtable().organisations().delete(ACME);
    Stream.of(ANN, BOB, CAT, DAN).forEach(user -> orgtable().users().delete(user));

    assertEventsExactlyIfChanged(operation);
  }

  private Set<Map<String, AttributeValue>> itemsAndSettings() {
    Set<Map<String, AttributeValue>> items = new HashSet<>(items());
    items.add(item("eventSettings", "eventSettings"));
    return items;
  }

  /** Asserts this of a call, and that none that is refused changes anything. */
  private void assertEventsExactlyIfChanged(Operation operation) {
    List<Event> before = events();
    Set<Map<String, AttributeValue>> items = itemsAndSettings();

    boolean refused = isRefused(operation);

    boolean changed = !items.equals(itemsAndSettings());
    assertThat(eventsExcept(before).isEmpty()).isEqualTo(!changed);
    assertThat(refused && changed).isFalse();
  }
}
