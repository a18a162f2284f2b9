package dev.orgtable.contracts.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.Engine;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.Seed;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Workers that are killed while they deliver events to a receiver: each event arrives at least
 * once, and the events of each log in order. The system property {@code orgtable.crash.kills} sets
 * the number of kills.
 */
@Tag("slow")
final class KilledDelivererContract {

  private static final int KILLS = Integer.getInteger("orgtable.crash.kills", 10);
  private static final int LOGS = 5;
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST_BETWEEN_KILLS = 30;
  private static final long PAUSE_MILLIS = 10;

  private final Random random = Seed.random();
  private final String table = "orgtable-" + UUID.randomUUID();
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private DynamoDbClient client;
  private Orgtable orgtable;
  private HttpServer receiver;

  @BeforeEach
  final void a_subscriber_of_five_logs() throws IOException {
    client = FaultEndpoint.client(Engine.uri());
    Orgtable first = orgtable();
    first.schema().create(false, PATIENCE);
    DestinationId posting = new DestinationId(DestinationId.Kind.SUBSCRIBER, WorkerMain.POSTING);
    assertThat(new Subscribers(first.context()).add(new Destination(posting, EventFilter.ALL)))
        .isTrue();
    beginAtOnce();
    orgtable = orgtable();
    orgtable.users().create(User.of(ANN, new Profile("Ann", "", ""), Instant.EPOCH));
    IntStream.range(0, LOGS)
        .forEach(i -> orgtable.organisations().create(organisation(i), "Name", ANN));
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  private Orgtable orgtable() {
    return Orgtable.on(client, table, Settings.DEFAULT.withTimeouts(PATIENCE, PATIENCE));
  }

  /** New events are put in the outbox at once, rather than after a minute. */
  private void beginAtOnce() {
    AttributeValue name = AttributeValue.fromS("eventSettings");
    client.updateItem(
        update ->
            update
                .tableName(table)
                .key(Map.of("id", name, "rng", name))
                .updateExpression("SET outboxSince = :since")
                .expressionAttributeValues(
                    Map.of(":since", AttributeValue.fromS("2020-01-01T00:00:00Z"))));
  }

  private static OrganisationId organisation(int number) {
    return OrganisationId.of("o" + number);
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(new String(body, StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_NO_CONTENT, -1);
    exchange.close();
  }

  @AfterEach
  final void nothing_is_wrong() {
    receiver.stop(0);
    threads.shutdownNow();
    List<Violation> found = new ArrayList<>();
    Maintenance.of(orgtable).verifier().verify(found::add);
    client.deleteTable(request -> request.tableName(table));
    client.close();
    assertThat(found).isEmpty();
  }

  @Test
  void every_event_arrives_and_those_of_each_log_in_order() throws Exception {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread changes = new Thread(() -> change(goesOn));
    changes.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    changes.start();
    List<String> arguments =
        List.of(
            Engine.uri().toString(),
            table,
            Long.toString(LEASE.toMillis()),
            "40000",
            "http://localhost:" + receiver.getAddress().getPort());
    try (Workers workers = new Workers(arguments, random)) {
      for (int kills = 0; kills < KILLS; kills++) {
        int count = 1 + random.nextInt(MOST_BETWEEN_KILLS);
        assertThat(workers.killAfter(count, () -> failure.get() == null)).isTrue();
      }
      goesOn.set(false);
      changes.join();
      Instant end = Instant.now().plus(PATIENCE);
      workers.run(() -> isUnfinished() && Instant.now().isBefore(end));
    } finally {
      goesOn.set(false);
    }

    assertThat(failure.get()).isNull();
    int all = 0;
    for (int i = 0; i < LOGS; i++) {
      EventLog log = new EventLog.OfOrganisation(organisation(i));
      List<String> events = events(log);
      all += events.size();
      assertThat(new LinkedHashSet<>(received.stream().filter(events::contains).toList()))
          .as("%s, %s", log, Seed.option())
          .containsExactlyElementsOf(events);
    }
    assertThat(received.size()).as("some arrived twice").isGreaterThan(all);
    System.out.printf("%d kills: %d events, %d arrivals%n", KILLS, all, received.size());
  }

  private void change(AtomicBoolean goesOn) {
    for (int i = 0; goesOn.get(); i++) {
      var unused = orgtable.organisations().rename(organisation(i % LOGS), "Name " + i);
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Returns whether an event is in the outbox, or waits. */
  private boolean isUnfinished() {
    return client.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .anyMatch(item -> isIn(item.get("id"), "deliveries/") || isIn(item.get("dir"), "outbox/"));
  }

  private static boolean isIn(@Nullable AttributeValue value, String prefix) {
    return value != null && value.s().startsWith(prefix);
  }

  private List<String> events(EventLog log) {
    List<String> events = new ArrayList<>();
    for (Event event : orgtable.events().list(log, EventRequest.newest(1000)).events()) {
      events.add(0, log + " " + event.id());
    }
    return events;
  }
}
