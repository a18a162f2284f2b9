package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.job.Worker;
import dev.orgtable.testkit.TestTable;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of an application has the events of its table. */
final class SubscribingTest {

  private static final Duration NOTICE = Duration.ofMinutes(1);

  @RegisterExtension final TestTable table = new TestTable();

  @Test
  void a_subscriber_has_the_events_from_a_minute_later_on_until_it_unsubscribes() throws Exception {
    BlockingQueue<String> bus = new LinkedBlockingQueue<>();
    BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
    OrganisationId acme = OrganisationId.of("acme");
    try (Worker worker = Subscribing.start(table.orgtable(), bus::add, failures::add)) {
      var unused = worker.runOpen();
      table.clock().advance(NOTICE);
      var ann = table.user("ann@example.com");
      table.organisation(acme.value(), ann.email());

      assertThat(bus.poll(1, TimeUnit.MINUTES)).isNotNull();
      assertThat(bus.poll(1, TimeUnit.MINUTES)).isNotNull();
    }

    assertThat(failures).isEmpty();
    assertThat(Subscribing.end(table.orgtable())).isTrue();
  }
}
