package dev.orgtable.testkit.guides;

import dev.orgtable.event.Event;
import dev.orgtable.job.EventSubscriber;
import java.util.function.Consumer;

/** Sends events to a bus. The code of {@code docs/guides/events.md}. */
final class Audit implements EventSubscriber {

  private final Consumer<String> bus;

  Audit(Consumer<String> bus) {
    this.bus = bus;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public void accept(Event event) {
    bus.accept(event.id() + " " + event.type().text());
  }
}
