package dev.orgtable.contracts;

import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The operations on endpoints of webhooks, on the sample table of {@link Operations}. */
public final class WebhookOperations {

  /** The owner of the endpoints. */
  public static final WebhookOwner OF_ACME = new WebhookOwner.OfOrganisation(Operations.ACME);

  /** Keys that encrypt secrets. */
  public static final WebhookKeys KEYS =
      WebhookKeys.of(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

  /** What an endpoint is created with. */
  public static final WebhookDetails DETAILS =
      new WebhookDetails(
          WebhookUrl.of("https://example.com/hooks"), "", Set.of(EventType.MEMBER_ADDED));

  private static final EventLog LOG = new EventLog.OfOrganisation(Operations.ACME);

  /**
   * The endpoint that was prepared last in each table: an operation names it, and reads no list.
   */
  private static final Map<String, WebhookId> PREPARED = new ConcurrentHashMap<>();

  /** The event that the endpoint of each table was not told of. */
  private static final Map<String, EventId> FAILED = new ConcurrentHashMap<>();

  private WebhookOperations() {}

  private static String table(Orgtable of) {
    return of.context().connection().tableName();
  }

  private static WebhookId prepared(Orgtable of) {
    return Objects.requireNonNull(PREPARED.get(table(of)));
  }

  private static EventId failed(Orgtable of) {
    return Objects.requireNonNull(FAILED.get(table(of)));
  }

  private static void create(Orgtable to) {
    PREPARED.put(table(to), to.webhooks().create(OF_ACME, DETAILS, KEYS).webhook().id());
  }

  private static void createDisabled(Orgtable to) {
    create(to);
    to.webhooks().disable(OF_ACME, prepared(to));
  }

  /** Creates an endpoint with a delivery that was given up. */
  private static void createFailed(Orgtable to) {
    create(to);
    FAILED.put(table(to), to.events().list(LOG, EventRequest.newest(1)).events().get(0).id());
    DeliveryEntry entry =
        new DeliveryEntry(
            new DestinationId(DestinationId.Kind.WEBHOOK, prepared(to).value()),
            LOG,
            failed(to),
            DeliveryEntry.State.FAILED,
            1,
            to.context().now(),
            500,
            7,
            "answered 500");
    to.context()
        .write("test.fail", new Transaction().create(entry.item(), Refusals.changed()).silent());
  }

  static List<Operation> writes() {
    return List.of(
        Operation.making(
            "create webhook",
            to -> to.webhooks().create(OF_ACME, DETAILS, KEYS).webhook().details()),
        Operation.making(
            "create webhook of the table",
            to -> to.webhooks().create(WebhookOwner.TABLE, DETAILS, KEYS).webhook().details()),
        Operation.of(
                "change webhook",
                to ->
                    to.webhooks()
                        .change(OF_ACME, prepared(to), present -> present.withDescription("Other")))
            .after(WebhookOperations::create),
        Operation.making(
                "rotate webhook",
                to -> to.webhooks().rotate(OF_ACME, prepared(to), KEYS).webhook().details())
            .after(WebhookOperations::create),
        Operation.of("disable webhook", to -> to.webhooks().disable(OF_ACME, prepared(to)))
            .after(WebhookOperations::create),
        Operation.of("enable webhook", to -> to.webhooks().enable(OF_ACME, prepared(to)))
            .after(WebhookOperations::createDisabled),
        Operation.of(
                "delete webhooks",
                to ->
                    to.webhooks()
                        .list(OF_ACME)
                        .forEach(webhook -> to.webhooks().delete(OF_ACME, webhook.id())))
            .after(WebhookOperations::create),
        Operation.of(
                "replay delivery", to -> to.webhooks().replay(OF_ACME, prepared(to), failed(to)))
            .after(WebhookOperations::createFailed),
        Operation.of(
                "replay deliveries",
                to -> to.webhooks().replayFailed(OF_ACME, prepared(to), Instant.EPOCH))
            .after(WebhookOperations::createFailed),
        Operation.of(
                "delete organisation with webhooks",
                to -> to.organisations().delete(Operations.ACME))
            .after(WebhookOperations::create));
  }

  static List<Operation> reads() {
    return List.of(
        Operation.answering("list webhooks", to -> to.webhooks().list(OF_ACME).size())
            .after(WebhookOperations::create),
        Operation.answering("get webhook", to -> to.webhooks().get(OF_ACME, prepared(to)).details())
            .after(WebhookOperations::create),
        Operation.answering(
                "list deliveries",
                to -> to.webhooks().deliveries(OF_ACME, prepared(to), null, 10).items().size())
            .after(WebhookOperations::createFailed),
        Operation.answering(
                "test webhook",
                to ->
                    to.webhooks()
                        .test(
                            OF_ACME,
                            prepared(to),
                            KEYS,
                            call -> new WebhookAnswer(200, Duration.ZERO, null, null))
                        .status())
            .after(WebhookOperations::create));
  }
}
