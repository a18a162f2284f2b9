package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.job.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What it costs to deliver events. The requests are those of two passes of a worker, of which the
 * second one finds nothing: 1 for jobs, 2 for invitations and events, 8 in the index.
 */
final class DeliveryCostsContract extends DeliveryTable {

  private final Recorder billing = new Recorder("billing");
  private final List<String> costs = new ArrayList<>();

  @BeforeEach
  final void an_organisation() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private void costs(String what, Runnable operation) {
    resetCost();
    operation.run();
    costs.add(ReportedCosts.line(what, cost()));
  }

  @Test
  void of_a_subscriber() {
    costs("rename, without subscribers", () -> rename(ACME, 1));
    try (Worker worker = worker(billing)) {
      costs("subscribe", () -> run(worker));
      clock.advance(NOTICE);
      costs("look, nothing", () -> run(worker));
      costs("rename, with a subscriber", () -> rename(ACME, 1));
      costs("deliver one event", () -> run(worker));
      rename(ACME, 24);
      costs("deliver 24 events of a log", () -> run(worker));
      rename(ACME, 1);
      billing.refuse(event -> true);
      costs("fail", () -> run(worker));
      costs("look, one fails", () -> run(worker));
      clock.advance(Duration.ofMinutes(1));
      costs("fail again", () -> run(worker));
      costs("unsubscribe, one waits", () -> orgtable().events().unsubscribe("billing"));
    }

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "rename, without subscribers: 3 requests, 2 R, 8 W",
                "subscribe: 16 requests, 10 R, 6 W",
                "look, nothing: 11 requests, 6 R, 0 W",
                "rename, with a subscriber: 3 requests, 2 R, 9 W",
                "deliver one event: 34 requests, 21 R, 14 W",
                "deliver 24 events of a log: 34 requests, 45 R, 83 W",
                "fail: 32 requests, 21 R, 12 W",
                "look, one fails: 11 requests, 6 R, 0 W",
                "fail again: 25 requests, 14 R, 4 W",
                "unsubscribe, one waits: 8 requests, 4 R, 14 W"));
  }

  @Test
  void of_a_webhook() {
    deliver(billing);
    clock.advance(NOTICE);
    rename(ACME, 1);
    deliver(billing);
    Endpoint.enqueue(orgtable(), OF_ACME, last(OF_ACME, 1), clock.instant());
    Endpoint endpoint = new Endpoint();
    try (Worker worker = worker(endpoint)) {
      costs("deliver one event that is queued", () -> run(worker));
      Endpoint.enqueue(orgtable(), OF_ACME, last(OF_ACME, 1), clock.instant());
      endpoint.outcomes.add(Endpoint.failure());
      costs("fail, with an entry", () -> run(worker));
    }

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "deliver one event that is queued: 27 requests, 14 R, 7 W",
                "fail, with an entry: 25 requests, 13 R, 5 W"));
  }
}
