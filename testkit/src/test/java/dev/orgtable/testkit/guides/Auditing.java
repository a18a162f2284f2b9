package dev.orgtable.testkit.guides;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.User;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.Origin;
import dev.orgtable.store.Orgtable;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The code of {@code docs/guides/events.md}. */
final class Auditing {

  /** A request of a web application. */
  interface Request {
    Origin origin();
  }

  private final AtomicReference<Request> current = new AtomicReference<>();

  void begin(Request request) {
    current.set(request);
  }

  private Request currentRequest() {
    return Objects.requireNonNull(current.get());
  }

  Orgtable open(DynamoDbClient client, String table) {
    Orgtable orgtable = Orgtable.on(client, table).from(() -> currentRequest().origin());
    return orgtable;
  }

  static void addAs(
      Orgtable orgtable, User ann, EmailAddress bob, OrganisationId acme, Set<Group> groups) {
    orgtable
        .as(new Actor(Actor.Kind.USER, ann.id().value()))
        .memberships()
        .addToGroups(bob, acme, groups);
  }

  /** Sends the next events of a log, and returns where to go on. */
  static @Nullable EventId follow(
      Orgtable orgtable, EventLog log, @Nullable EventId last, Consumer<Event> sent) {
    EventPage page = orgtable.events().list(log, EventRequest.oldest(100).after(last));
    page.events().forEach(sent);
    EventId next = page.last();
    return next;
  }
}
