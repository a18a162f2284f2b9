package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventType;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints how fast the worker of a server delivers what waits, over HTTP, to one receiver. The
 * system property {@code orgtable.webhook.events} sets the number of events.
 */
@Tag("slow")
final class WebhookSpeedTest {

  private static final int ORGANISATIONS = 16;
  private static final int EACH =
      Integer.getInteger("orgtable.webhook.events", 400) / ORGANISATIONS;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Test
  void all_that_waits_is_delivered() throws Exception {
    try (TestServer server = TestServer.start();
        RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      Clock past = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
      Orgtable earlier = server.orgtable(Settings.DEFAULT.withClock(past));
      var unused =
          earlier
              .webhooks()
              .create(
                  WebhookOwner.TABLE,
                  new WebhookDetails(
                      WebhookUrl.of(receiver.url()), "", Set.of(EventType.ORGANISATION_RENAMED)),
                  TestServer.WEBHOOKS.keys().orElseThrow());
      EmailAddress ann = server.user("ann@example.com");
      List<OrganisationId> organisations =
          IntStream.range(0, ORGANISATIONS)
              .mapToObj(i -> server.organisation("acme-" + i, ann))
              .toList();
      organisations.parallelStream().forEach(each -> rename(server.orgtable(), each));
      int before = receiver.requests().size();

      long begunAt;
      try (OrgtableServer worker = server.another(TestServer.WEBHOOKS)) {
        assertThat(TestServer.uri(worker).getPort()).isPositive();
        await(receiver, before + 1);
        begunAt = System.nanoTime();
        await(receiver, ORGANISATIONS * EACH);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begunAt);

      int events = ORGANISATIONS * EACH - before;
      System.out.printf(
          "webhooks: %d events of %d organisations over HTTP in %d ms, %d/s%n",
          events, ORGANISATIONS, took.toMillis(), events * 1000L / took.toMillis());
      assertThat(receiver.requests()).hasSize(ORGANISATIONS * EACH);
    }
  }

  private static void rename(Orgtable orgtable, OrganisationId organisation) {
    for (int i = 0; i < EACH; i++) {
      var unused =
          orgtable.organisations().rename(orgtable.organisations().get(organisation), "Name " + i);
    }
  }

  private static void await(RawReceiver receiver, int requests) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (receiver.requests().size() < requests && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }
}
