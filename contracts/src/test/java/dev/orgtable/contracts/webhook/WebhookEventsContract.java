package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each change of an endpoint has its event, and what changes nothing has none. */
final class WebhookEventsContract extends WebhookTable {

  @BeforeEach
  void an_organisation() {
    user(ANN);
    organisation(ACME, ANN);
  }

  @Test
  void each_change_has_its_event_in_the_log_of_the_owner() {
    WebhookId id =
        webhooks()
            .create(OF_ACME, details("https://a.example/x?k=1", EventType.MEMBER_ADDED), KEYS)
            .webhook()
            .id();
    webhooks()
        .change(OF_ACME, id, present -> present.withUrl(WebhookUrl.of("https://b.example/?k=2")));
    webhooks()
        .change(OF_ACME, id, present -> present.withUrl(WebhookUrl.of("https://b.example/?k=3")));
    webhooks().rotate(OF_ACME, id, KEYS);
    webhooks().disable(OF_ACME, id);
    webhooks().enable(OF_ACME, id);
    webhooks().delete(OF_ACME, id);

    List<Event> events =
        events().stream().filter(event -> event.type().text().startsWith("webhook.")).toList();
    assertThat(events.stream().map(Event::type))
        .containsExactly(
            EventType.WEBHOOK_CREATED,
            EventType.WEBHOOK_CHANGED,
            EventType.WEBHOOK_CHANGED,
            EventType.WEBHOOK_SECRET_ROTATED,
            EventType.WEBHOOK_DISABLED,
            EventType.WEBHOOK_ENABLED,
            EventType.WEBHOOK_DELETED);
    assertThat(events).allMatch(event -> event.log().equals(new EventLog.OfOrganisation(ACME)));
    String webhook = id.value();
    assertThat(events.stream().map(event -> Map.copyOf(event.details().values())))
        .containsExactly(
            Map.of(
                "webhook", new Value(null, webhook),
                "url", new Value(null, "https://a.example"),
                "description", new Value(null, "For tests"),
                "types", new Value(null, "member.added")),
            Map.of(
                "webhook", new Value(webhook, webhook),
                "url", new Value("https://a.example", "https://b.example")),
            Map.of(
                "webhook", new Value(webhook, webhook),
                "path", new Value(null, null)),
            Map.of("webhook", new Value(webhook, webhook)),
            Map.of("webhook", new Value(webhook, webhook)),
            Map.of("webhook", new Value(webhook, webhook)),
            Map.of(
                "webhook", new Value(webhook, null),
                "url", new Value("https://b.example", null)));
  }

  @Test
  void an_endpoint_is_changed_and_enabled_in_one_transaction() {
    WebhookId id = webhooks().create(OF_ACME, details("https://a.example"), KEYS).webhook().id();
    webhooks().disable(OF_ACME, id);
    Map<String, AttributeValue> before = item("organisation/acme", "organisationWebhook/" + id);

    Webhook changed =
        webhooks().change(OF_ACME, id, present -> present.withDescription("Other"), true);

    assertThat(changed.isEnabled()).isTrue();
    assertThat(changed.details().description()).isEqualTo("Other");
    assertThat(webhooks().get(OF_ACME, id)).isEqualTo(changed);
    assertThat(revision(item("organisation/acme", "organisationWebhook/" + id)))
        .isEqualTo(revision(before) + 1);
    assertThat(events(EventType.WEBHOOK_CHANGED)).hasSize(1);
    assertThat(events(EventType.WEBHOOK_ENABLED)).hasSize(1);
    assertThat(webhooks().change(OF_ACME, id, present -> present, true)).isEqualTo(changed);
    assertThat(events(EventType.WEBHOOK_ENABLED)).hasSize(1);
  }

  private static long revision(Map<String, AttributeValue> item) {
    return Item.of(item).number("revision").orElseThrow();
  }

  @Test
  void an_endpoint_of_the_table_has_its_events_in_the_log_of_the_table() {
    webhooks().create(WebhookOwner.TABLE, details("https://a.example"), KEYS);

    assertThat(events(EventType.WEBHOOK_CREATED))
        .singleElement()
        .matches(event -> event.log().equals(EventLog.TABLE));
  }

  @Test
  void what_changes_nothing_writes_nothing() {
    WebhookId id = webhooks().create(OF_ACME, details("https://a.example"), KEYS).webhook().id();
    int before = events().size();

    webhooks().change(OF_ACME, id, present -> present);
    webhooks().enable(OF_ACME, id);
    webhooks().disable(OF_ACME, id);
    webhooks().disable(OF_ACME, id);

    assertThat(events()).hasSize(before + 1);
  }
}
