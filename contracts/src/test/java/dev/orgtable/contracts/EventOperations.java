package dev.orgtable.contracts;

import static dev.orgtable.contracts.Operations.ACME;
import static dev.orgtable.contracts.Operations.BOB;

import dev.orgtable.Check;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The operations on events, on the sample table of {@link Operations}. */
final class EventOperations {

  private static final EventRequest NEWEST = EventRequest.newest(10);

  private static final EventFilter CREATED_USERS =
      new EventFilter(Set.of(EventType.USER_CREATED), null, null);

  private EventOperations() {}

  static List<Operation> writes() {
    return List.of(
        Operation.answering("keep events for a week", to -> to.events().keep(7)),
        Operation.answering("keep no events", to -> to.events().stop()),
        Operation.answering("begin the logs anew", to -> to.events().beginAnew()),
        Operation.of("subscribe", to -> subscribe(to, EventFilter.ALL)),
        Operation.of("change subscriber", to -> subscribe(to, EventFilter.ALL))
            .after(to -> subscribe(to, CREATED_USERS)),
        Operation.of("unsubscribe", EventOperations::unsubscribe)
            .after(to -> subscribe(to, EventFilter.ALL))
            .inSeveralSteps());
  }

  /** Subscribes as a worker does when it starts. */
  private static void subscribe(Orgtable to, EventFilter filter) {
    DestinationId id = new DestinationId(DestinationId.Kind.SUBSCRIBER, "audit");
    var unused = new Subscribers(to.context()).add(new Destination(id, filter));
  }

  private static void unsubscribe(Orgtable to) {
    var unused = to.events().unsubscribe("audit");
  }

  static List<Operation> reads() {
    return List.of(
        Operation.answering("settings of events", to -> to.events().settings()),
        Operation.answering(
            "events of organisation", to -> count(to, new EventLog.OfOrganisation(ACME))),
        Operation.answering(
            "events of user", to -> count(to, new EventLog.OfUser(to.users().get(BOB).id()))),
        Operation.answering("events of table", to -> count(to, EventLog.TABLE)),
        Operation.answering(
            "members at a past moment", to -> to.events().membersAt(ACME, past(to)).members()),
        Operation.answering(
            "member at a past moment", to -> to.events().memberAt(BOB, ACME, past(to))),
        Operation.answering(
            "check at a past moment", to -> to.events().checkAt(Check.member(BOB, ACME), past(to))),
        Operation.answering(
            "difference of log", to -> to.events().difference(new EventLog.OfOrganisation(ACME))));
  }

  private static Instant past(Orgtable to) {
    return to.events().settled().minusMillis(1);
  }

  private static int count(Orgtable to, EventLog log) {
    return to.events().list(log, NEWEST).events().size();
  }
}
