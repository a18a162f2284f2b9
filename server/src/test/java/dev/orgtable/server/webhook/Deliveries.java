package dev.orgtable.server.webhook;

import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventId;
import dev.orgtable.server.TestServer;
import dev.orgtable.webhook.WebhookId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Deliveries as they are stored. */
public final class Deliveries {

  private static final String EVENT = "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13";
  private static final String LOGS = "organisationEvents/";
  private static final String LOG = LOGS + "acme";
  private static final String SORT = "organisationEvent/";
  private static final int DIGITS = 4;
  private static final Result FAILED = new Result("failed", 9, 500, "answered 500");

  private Deliveries() {}

  /**
   * Stores a delivery that was given up, of an event that acme's log gets, too; returns the id of
   * the event.
   */
  public static String failed(TestServer server, String webhook) {
    Map<String, AttributeValue> event = new HashMap<>(firstEvent(server));
    event.put("rng", AttributeValue.fromS(SORT + EVENT));
    server.client().putItem(put -> put.tableName(server.table()).item(event));
    return failed(server, webhook, EVENT);
  }

  /** Stores a delivery that was given up, of the first event of acme; returns its id. */
  public static String failedFirst(TestServer server, String webhook) {
    return failed(server, webhook, sortKey(firstEvent(server)).substring(SORT.length()));
  }

  private static String sortKey(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get("rng")).s();
  }

  private static Map<String, AttributeValue> firstEvent(TestServer server) {
    return server
        .client()
        .query(
            query ->
                query
                    .tableName(server.table())
                    .keyConditionExpression("id = :log")
                    .expressionAttributeValues(Map.of(":log", AttributeValue.fromS(LOG)))
                    .limit(1))
        .items()
        .get(0);
  }

  /** Stores one of many, of an event that the log of an organisation of this name gets, too. */
  public static void failed(TestServer server, String webhook, int number) {
    String id =
        EVENT.substring(0, EVENT.length() - DIGITS) + String.format(Locale.ROOT, "%04d", number);
    Map<String, AttributeValue> event =
        new HashMap<>(
            server.client().scan(scan -> scan.tableName(server.table())).items().stream()
                .filter(item -> Objects.requireNonNull(item.get("id")).s().startsWith(LOGS))
                .findAny()
                .orElseThrow());
    event.putAll(Map.ofEntries(text("id", LOG), text("rng", SORT + id)));
    server.client().putItem(put -> put.tableName(server.table()).item(event));
    var unused = failed(server, webhook, id);
  }

  /** Stores a delivery that was given up, of an event of an organisation. */
  public static void failed(
      TestServer server, String webhook, OrganisationId organisation, EventId event) {
    put(server, webhook, LOGS + organisation, event.value(), FAILED);
  }

  /**
   * What came of a delivery.
   *
   * @param state {@code delivered}, {@code retried} or {@code failed}
   * @param attempts the number of attempts
   * @param status the HTTP status; 0 if there was none
   * @param reason why it failed; empty if it did not
   */
  public record Result(String state, int attempts, int status, String reason) {}

  /** Stores a delivery of an event of an organisation. */
  public static void put(
      TestServer server,
      WebhookId webhook,
      OrganisationId organisation,
      EventId event,
      Result result) {
    put(server, webhook.value(), LOGS + organisation, event.value(), result);
  }

  private static String failed(TestServer server, String webhook, String event) {
    put(server, webhook, LOG, event, FAILED);
    return event;
  }

  private static void put(
      TestServer server, String webhook, String log, String event, Result result) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            Map.ofEntries(
                text("id", "deliveryLog/webhook/" + webhook),
                text("rng", "deliveryEntry/" + event),
                text("typ", "deliveryEntry"),
                number("v", 1),
                text("log", log),
                text("state", result.state()),
                number("attempts", result.attempts()),
                text("at", EventId.of(event).time().toString()),
                number("status", result.status()),
                number("millis", 42),
                number("expiresAt", 4_000_000_000L),
                number("removeAt", 4_000_000_000L)));
    if (!result.reason().isEmpty()) {
      item.put("reason", AttributeValue.fromS(result.reason()));
    }
    server.client().putItem(put -> put.tableName(server.table()).item(item));
  }

  private static Map.Entry<String, AttributeValue> text(String name, String value) {
    return Map.entry(name, AttributeValue.fromS(value));
  }

  private static Map.Entry<String, AttributeValue> number(String name, long value) {
    return Map.entry(name, AttributeValue.fromN(Long.toString(value)));
  }
}
