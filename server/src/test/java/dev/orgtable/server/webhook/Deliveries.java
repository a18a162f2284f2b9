package dev.orgtable.server.webhook;

import dev.orgtable.server.TestServer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Deliveries as they are stored. */
public final class Deliveries {

  private static final String EVENT = "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13";
  private static final String LOG = "organisationEvents/acme";
  private static final String SORT = "organisationEvent/";
  private static final int DIGITS = 4;

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

  /** Stores one of many, of events that the table does not have. */
  public static void failed(TestServer server, String webhook, int number) {
    failed(
        server,
        webhook,
        EVENT.substring(0, EVENT.length() - DIGITS) + String.format(Locale.ROOT, "%04d", number));
  }

  private static String failed(TestServer server, String webhook, String event) {
    server
        .client()
        .putItem(
            put ->
                put.tableName(server.table())
                    .item(
                        Map.ofEntries(
                            text("id", "deliveryLog/webhook/" + webhook),
                            text("rng", "deliveryEntry/" + event),
                            text("typ", "deliveryEntry"),
                            number("v", 1),
                            text("log", LOG),
                            text("state", "failed"),
                            number("attempts", 9),
                            text("at", "2026-03-02T09:30:00Z"),
                            number("status", 500),
                            number("millis", 42),
                            text("reason", "answered 500"),
                            number("expiresAt", 4_000_000_000L),
                            number("removeAt", 4_000_000_000L))));
    return event;
  }

  private static Map.Entry<String, AttributeValue> text(String name, String value) {
    return Map.entry(name, AttributeValue.fromS(value));
  }

  private static Map.Entry<String, AttributeValue> number(String name, long value) {
    return Map.entry(name, AttributeValue.fromN(Long.toString(value)));
  }
}
