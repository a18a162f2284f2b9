package dev.orgtable.job;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Outcome;
import dev.orgtable.internal.delivery.Receiver;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.internal.delivery.SubscriberRecord;
import dev.orgtable.internal.record.Layout;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends events to the code of an application. */
final class Subscriber implements Sender {

  private final EventSubscriber code;
  private final DestinationId id;
  private final Consumer<RuntimeException> failures;

  Subscriber(EventSubscriber code, Consumer<RuntimeException> failures) {
    this.code = code;
    this.id = new DestinationId(DestinationId.Kind.SUBSCRIBER, code.name());
    this.failures = failures;
  }

  /** Returns what the table is to have of it. */
  Destination destination() {
    return new Destination(id, code.filter());
  }

  @Override
  public String channel() {
    return id.channel();
  }

  @Override
  public Optional<Receiver> find(Reads reads, DestinationId destination, EventLog log) {
    return reads
        .get(SubscriberRecord.key(id), Consistency.STRONG)
        .map(item -> SubscriberRecord.from(item).orElseThrow(() -> Layout.unreadable(item.key())))
        .map(Subscribed::new);
  }

  /** The subscriber as the table has it. It is never given up. */
  private final class Subscribed implements Receiver {

    private final @Nullable EventId after;

    Subscribed(Destination subscriber) {
      this.after = subscriber.after();
    }

    /** An earlier event was for a subscriber of the same name that was removed. */
    @Override
    public boolean wants(EventId event) {
      return after == null || event.compareTo(after) > 0;
    }

    @Override
    public boolean isEnabled() {
      return true;
    }

    @Override
    public Outcome deliver(Event event, int attempt) {
      return Subscriber.this.deliver(event);
    }

    @Override
    public void disable(String reason) {}
  }

  /** Delivers an event. An exception of the application is reported, and its class kept. */
  private Outcome deliver(Event event) {
    try {
      code.accept(event);
      return new Outcome.Delivered(Outcome.NO_STATUS, Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(event, e);
    } catch (Exception e) {
      return failed(event, e);
    }
  }

  private Outcome failed(Event event, Exception e) {
    failures.accept(
        new IllegalStateException(id + " did not accept the event " + event.id() + ": " + e, e));
    return new Outcome.Failed(e.getClass().getSimpleName(), Outcome.NO_STATUS, Duration.ZERO, null);
  }
}
