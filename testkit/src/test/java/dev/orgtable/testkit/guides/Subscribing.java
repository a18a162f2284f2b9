package dev.orgtable.testkit.guides;

import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import java.util.function.Consumer;

/** Further code of {@code docs/guides/events.md}. */
final class Subscribing {

  private Subscribing() {}

  static Worker start(
      Orgtable orgtable, Consumer<String> bus, Consumer<RuntimeException> failures) {
    WorkerSettings settings = WorkerSettings.DEFAULT.withSubscriber(new Audit(bus));
    Worker worker = Worker.of(orgtable, settings, failures).start();
    return worker;
  }

  static boolean end(Orgtable orgtable) {
    return orgtable.events().unsubscribe("audit");
  }
}
