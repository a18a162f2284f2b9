package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Worker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A large backlog is queued and delivered to a receiver on this machine, in little memory. The
 * system property {@code orgtable.backlog} sets the number of events.
 */
@Tag("slow")
@Isolated("It measures the heap of the whole process.")
final class BacklogContract extends DeliveryTable {

  private static final int MANY = Integer.getInteger("orgtable.backlog", 2_000);
  private static final int LOGS = 10;
  private static final long MOST_BYTES = 64L << 20;
  private static final int BATCH = 25;
  private static final long INTERVAL_MILLIS = 2_000;

  private final AtomicLong count = new AtomicLong();
  private final Map<EventLog, EventId> last = new HashMap<>();
  private final AtomicBoolean inOrder = new AtomicBoolean(true);

  @BeforeEach
  final void an_organisation() {
    user(ANN);
    organisation(ACME, ANN);
    rename(ACME, 1);
  }

  @Override
  protected boolean logsTell() {
    return false;
  }

  private void fill() {
    EventId id = log(OF_ACME).get(0);
    Map<String, AttributeValue> model =
        item("organisationEvents/acme", EventRecord.key(OF_ACME, id).rng());
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      EventLog log = new EventLog.OfUser(dev.orgtable.UserId.of(uuid(i % LOGS)));
      EventId next = EventId.of(id.tick() + i, UUID.randomUUID());
      Map<String, AttributeValue> event = new HashMap<>(model);
      event.put("id", AttributeValue.fromS(EventRecord.partition(log)));
      event.put("rng", AttributeValue.fromS(EventRecord.key(log, next).rng()));
      event.put("typ", AttributeValue.fromS("userEvent"));
      int shard = Math.floorMod(EventRecord.partition(log).hashCode(), 4);
      event.put("dir", AttributeValue.fromS("outbox/" + shard));
      event.put("dirRng", AttributeValue.fromS(next.value()));
      batch.add(WriteRequest.builder().putRequest(put -> put.item(event)).build());
      if (batch.size() == BATCH || i == MANY - 1) {
        Map<String, List<WriteRequest>> writes = Map.of(tableName, List.copyOf(batch));
        client().batchWriteItem(request -> request.requestItems(writes));
        batch.clear();
      }
    }
  }

  private static String uuid(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  private void received(Event event) {
    count.incrementAndGet();
    synchronized (last) {
      EventId before = last.put(event.log(), event.id());
      if (before != null && before.compareTo(event.id()) >= 0) {
        inOrder.set(false);
      }
    }
  }

  @Test
  void a_backlog_is_delivered_in_order_and_in_little_memory() throws Exception {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newFixedThreadPool(4));
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      measure(URI.create("http://localhost:" + receiver.getAddress().getPort()));
    } finally {
      receiver.stop(0);
    }

    assertThat(count).hasValue(MANY);
    assertThat(inOrder).isTrue();
    assertThat(outbox()).isEmpty();
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
    assertThat(reported).isEmpty();
  }

  private void measure(URI receiver) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    EventSubscriber posting =
        new EventSubscriber() {
          @Override
          public String name() {
            return "posting";
          }

          @Override
          public void accept(Event event) throws IOException, InterruptedException {
            HttpRequest request =
                HttpRequest.newBuilder(receiver)
                    .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
                    .build();
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            assertThat(status).isEqualTo(204);
            received(event);
          }
        };
    subscribe(posting);
    fill();
    long before = used();
    long begun = System.nanoTime();
    long most = before;
    try (Worker worker =
        worker(client(), workerSettings().withNanoTime(System::nanoTime).withSubscriber(posting))) {
      worker.start();
      while (count.get() < MANY && reported.isEmpty()) {
        Thread.sleep(INTERVAL_MILLIS);
        most = Math.max(most, used());
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          "%d events of %d logs in %.1f s: %.0f a second; %.1f MB of heap more than before%n",
          count.get(), LOGS, seconds, count.get() / seconds, (most - before) / 1e6);
      run(worker);
    }
    assertThat(most - before).isLessThan(MOST_BYTES);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
