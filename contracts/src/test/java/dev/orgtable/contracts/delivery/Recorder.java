package dev.orgtable.contracts.delivery;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.job.EventSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A subscriber that records what it accepts. */
public final class Recorder implements EventSubscriber {

  private final String name;
  private final EventFilter filter;
  private final List<Event> accepted = new ArrayList<>();
  private final List<Event> refused = new ArrayList<>();
  private volatile Predicate<Event> refuses = event -> false;

  /** Records all events. */
  public Recorder(String name) {
    this(name, EventFilter.ALL);
  }

  Recorder(String name, EventFilter filter) {
    this.name = name;
    this.filter = filter;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public EventFilter filter() {
    return filter;
  }

  /** Refuses some events from now on. */
  void refuse(Predicate<Event> some) {
    refuses = some;
  }

  @Override
  public synchronized void accept(Event event) {
    if (refuses.test(event)) {
      refused.add(event);
      throw new IllegalStateException("refused");
    }
    accepted.add(event);
  }

  synchronized List<Event> accepted() {
    return List.copyOf(accepted);
  }

  synchronized List<EventId> acceptedOf(EventLog log) {
    return accepted.stream().filter(event -> event.log().equals(log)).map(Event::id).toList();
  }

  synchronized int refused() {
    return refused.size();
  }
}
