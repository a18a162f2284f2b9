package dev.orgtable.contracts.delivery;

import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Enqueue;
import dev.orgtable.internal.delivery.Outcome;
import dev.orgtable.internal.delivery.Receiver;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A sender to one webhook with outcomes that the test says, and events that the test queues. */
public final class Endpoint implements Sender, Receiver {

  static final DestinationId ID = new DestinationId(DestinationId.Kind.WEBHOOK, "hook");
  static final Duration TOOK = Duration.ofMillis(7);
  static final Outcome UNABLE = new Outcome.Unable("no key", "no key of 2026");

  /** The outcomes of the next attempts; later ones succeed. */
  final Deque<Outcome> outcomes = new ArrayDeque<>();

  final List<EventId> received = Collections.synchronizedList(new ArrayList<>());
  final List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
  final List<String> disabled = Collections.synchronizedList(new ArrayList<>());
  volatile Consumer<Event> meanwhile = event -> {};
  volatile Predicate<Event> refuses = event -> false;
  volatile Instant countsFrom = Instant.EPOCH;
  volatile boolean isThere = true;
  volatile boolean isEnabled = true;

  /** Queues events for the webhook, in one transaction. */
  public static void enqueue(
      Orgtable orgtable, EventLog log, Collection<EventId> events, Instant now) {
    var unused =
        orgtable
            .context()
            .run(
                "test.enqueue",
                reads -> {
                  Transaction transaction = new Transaction().silent();
                  Enqueue.add(reads, transaction, new DeliveryQueue(ID, log), events, now);
                  return Decision.commit(transaction, true);
                });
  }

  /** Returns one whose first attempt fails. */
  public static Endpoint failing() {
    Endpoint endpoint = new Endpoint();
    endpoint.outcomes.add(failure());
    return endpoint;
  }

  @Override
  public String channel() {
    return ID.channel();
  }

  @Override
  public Optional<Receiver> find(Reads reads, DestinationId id, EventLog log) {
    return isThere ? Optional.of(this) : Optional.empty();
  }

  @Override
  public boolean isEnabled() {
    return isEnabled;
  }

  @Override
  public Instant countsFrom() {
    return countsFrom;
  }

  @Override
  public Outcome deliver(Event event, int attempt) {
    meanwhile.accept(event);
    return outcome(event, attempt);
  }

  private synchronized Outcome outcome(Event event, int attempt) {
    attempts.add(attempt);
    Outcome outcome = outcomes.poll();
    if (refuses.test(event)) {
      return failure();
    }
    if (outcome == null || outcome instanceof Outcome.Delivered) {
      received.add(event.id());
      return new Outcome.Delivered(204, TOOK);
    }
    return outcome;
  }

  @Override
  public void disable(String reason) {
    disabled.add(reason);
    isEnabled = false;
  }

  /** Returns a failure with status 500. */
  static Outcome failure() {
    return new Outcome.Failed("status 500", 500, TOOK, null);
  }
}
