package dev.orgtable.contracts.access;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.contracts.delivery.Endpoint;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventType;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is done to deliver events of all logs, and with subscribers. */
final class DeliveryWalk {

  private static final EmailAddress FAY = EmailAddress.of("fay@example.com");
  private static final OrganisationId GAMMA = OrganisationId.of("gamma");
  private static final Duration NOTICE = Duration.ofMinutes(1);

  private DeliveryWalk() {}

  /** Code that refuses each event once. */
  private static final class Hesitant implements EventSubscriber {

    private final EventFilter filter;
    private int asked;

    Hesitant(EventFilter filter) {
      this.filter = filter;
    }

    @Override
    public String name() {
      return "audit";
    }

    @Override
    public EventFilter filter() {
      return filter;
    }

    @Override
    public synchronized void accept(Event event) {
      if (asked++ % 2 == 0) {
        throw new IllegalStateException("not yet");
      }
    }
  }

  /**
   * Lets a worker subscribe, queue and deliver.
   *
   * @param prepared has made no change yet: it knows the settings of events for a while
   */
  static void deliver(Orgtable prepared, Orgtable to, TestClock clock) {
    Hesitant some =
        new Hesitant(new EventFilter(Set.of(EventType.ORGANISATION_CREATED), null, null));
    work(to, some, clock);
    work(to, new Hesitant(EventFilter.ALL), clock);
    clock.advance(NOTICE);
    change(prepared);
    EventLog log = new EventLog.OfOrganisation(GAMMA);
    EventId event = prepared.events().list(log, EventRequest.newest(1)).events().get(0).id();
    Endpoint.enqueue(prepared, log, List.of(event), clock.instant());
    for (int i = 0; i < 10; i++) {
      work(to, new Hesitant(EventFilter.ALL), clock);
      clock.advance(Duration.ofMinutes(5));
    }
    Endpoint.enqueue(prepared, log, List.of(event), clock.instant());
    for (int i = 0; i < 6; i++) {
      work(to, new Hesitant(EventFilter.ALL), Endpoint.failing(), clock);
      clock.advance(Duration.ofDays(6));
    }
    WebhookWalk.deliver(prepared, to, clock);
  }

  /** Unsubscribes a subscriber for whom events wait. */
  static void unsubscribe(Orgtable prepared, Orgtable to, TestClock clock) {
    work(prepared, new Hesitant(EventFilter.ALL), clock);
    clock.advance(NOTICE);
    change(prepared);
    work(prepared, new Hesitant(EventFilter.ALL), clock);
    var unused = to.events().unsubscribe("audit");
  }

  private static void change(Orgtable prepared) {
    User fay = prepared.users().create(User.of(FAY, new Profile("Fay", "", ""), Instant.EPOCH));
    var unusedOrganisation = prepared.organisations().create(GAMMA, "Gamma", fay.email());
    var unusedKey = prepared.apiKeys().create("Other", Set.of(Scope.READ));
  }

  private static void work(Orgtable to, EventSubscriber subscriber, TestClock clock) {
    work(to, subscriber, new Endpoint(), clock);
  }

  private static void work(
      Orgtable to, EventSubscriber subscriber, Endpoint endpoint, TestClock clock) {
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withSubscriber(subscriber)
            .withSender(endpoint)
            .withNanoTime(clock::nanoTime);
    try (Worker worker = Worker.of(to, settings, DeliveryWalk::onlyRefusals)) {
      var unused = worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void onlyRefusals(RuntimeException e) {
    if (!String.valueOf(e.getMessage()).contains("did not accept")) {
      throw e;
    }
  }
}
