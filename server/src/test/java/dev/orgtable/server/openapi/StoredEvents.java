package dev.orgtable.server.openapi;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.event.EventExample;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The events that a story wrote, to compare with the examples of their types. */
final class StoredEvents {

  /**
   * Other values of these changed in the story than in the example: an invitation that is resent
   * within the same second keeps its expiry. A webhook has two logs.
   */
  private static final Set<EventType> ONE_OF_SEVERAL =
      EnumSet.of(
          EventType.USER_CHANGED,
          EventType.USER_FACTS_CHANGED,
          EventType.ORGANISATION_FACTS_CHANGED,
          EventType.MEMBER_FACTS_CHANGED,
          EventType.MEMBER_CHANGED,
          EventType.GROUP_CREATED,
          EventType.GROUP_CHANGED,
          EventType.GROUP_DELETED,
          EventType.INVITATION_RESENT,
          EventType.API_KEY_CREATED,
          EventType.WEBHOOK_CREATED,
          EventType.WEBHOOK_CHANGED,
          EventType.WEBHOOK_DISABLED);

  private final List<Map<String, AttributeValue>> items;

  private StoredEvents(List<Map<String, AttributeValue>> items) {
    this.items = items;
  }

  /** Returns the events of the server's table. */
  static StoredEvents of(TestServer server) {
    return new StoredEvents(
        server.client().scanPaginator(request -> request.tableName(server.table())).items().stream()
            .filter(item -> text(item, "typ").endsWith("Event"))
            .toList());
  }

  /** Returns the events. */
  List<Event> events() {
    return items.stream().flatMap(item -> EventRecord.from(Item.of(item)).stream()).toList();
  }

  /** Returns their types. */
  Set<EventType> types() {
    return items.stream().map(StoredEvents::type).collect(Collectors.toSet());
  }

  private static EventType type(Map<String, AttributeValue> stored) {
    return EventType.of(text(stored, "type")).orElseThrow();
  }

  /** Returns those that have another log or other values than the example of their type. */
  List<String> unlikeTheirExamples() {
    return items.stream()
        .filter(stored -> !isLike(EventExample.of(type(stored)), stored))
        .map(stored -> stored + " unlike " + EventExample.of(type(stored)).details())
        .toList();
  }

  private static boolean isLike(Event example, Map<String, AttributeValue> stored) {
    Map<String, AttributeValue> real = Objects.requireNonNull(stored.get("details")).m();
    Details details = example.details();
    boolean same =
        (example.type().text().startsWith("webhook.")
                || text(stored, "typ").equals(typ(example.log())))
            && real.containsKey("email") == (details.user() != null)
            && real.containsKey("service") == (details.service() != null)
            && real.containsKey("group") == (details.group() != null)
            && real.containsKey("members") == !details.members().isEmpty();
    Set<String> values =
        real.containsKey("values") ? new TreeSet<>(real.get("values").m().keySet()) : Set.of();
    return same
        && (ONE_OF_SEVERAL.contains(example.type())
            || values.equals(new TreeSet<>(details.values().keySet())));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  private static String typ(EventLog log) {
    return log instanceof EventLog.OfOrganisation
        ? "organisationEvent"
        : log instanceof EventLog.OfUser ? "userEvent" : "tableEvent";
  }
}
