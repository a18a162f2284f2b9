package dev.orgtable.webhook.store;

import dev.orgtable.event.Details;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookOwner;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of changes of endpoints. They have neither secrets nor the path and query of a URL,
 * which may be one.
 */
final class WebhookEvents {

  private static final String WEBHOOK = "webhook";
  private static final String URL = "url";

  private WebhookEvents() {}

  static Draft created(Webhook webhook) {
    WebhookDetails details = webhook.details();
    return draft(
        webhook,
        EventType.WEBHOOK_CREATED,
        Details.NONE
            .changing(WEBHOOK, null, webhook.id().value())
            .changing(URL, null, details.url().origin())
            .changing("description", null, text(details.description()))
            .changing("types", null, text(details.types())));
  }

  static Draft changed(Webhook before, Webhook after) {
    WebhookDetails old = before.details();
    WebhookDetails now = after.details();
    Details changed =
        about(before)
            .changing(URL, old.url().origin(), now.url().origin())
            .changing("description", text(old.description()), text(now.description()))
            .changing("types", text(old.types()), text(now.types()));
    boolean path = old.url().origin().equals(now.url().origin()) && !old.url().equals(now.url());
    return draft(after, EventType.WEBHOOK_CHANGED, path ? changed.changing("path") : changed);
  }

  static Draft rotated(Webhook webhook) {
    return draft(webhook, EventType.WEBHOOK_SECRET_ROTATED, about(webhook));
  }

  static Draft enabled(Webhook webhook) {
    return draft(webhook, EventType.WEBHOOK_ENABLED, about(webhook));
  }

  /**
   * Returns the event of an endpoint that was disabled.
   *
   * @param failure why its requests failed; null if somebody disabled it
   */
  static Draft disabled(Webhook webhook, @Nullable String failure) {
    return draft(
        webhook, EventType.WEBHOOK_DISABLED, about(webhook).changing("failure", null, failure));
  }

  static Draft deleted(Webhook webhook) {
    return draft(
        webhook,
        EventType.WEBHOOK_DELETED,
        Details.NONE
            .changing(WEBHOOK, webhook.id().value(), null)
            .changing(URL, webhook.details().url().origin(), null));
  }

  /** Returns the log in which the changes of an owner's endpoints are. */
  static EventLog log(WebhookOwner owner) {
    return owner instanceof WebhookOwner.OfOrganisation of
        ? new EventLog.OfOrganisation(of.organisation())
        : EventLog.TABLE;
  }

  /** Returns the details that name the endpoint, which stays the same. */
  private static Details about(Webhook webhook) {
    return Details.NONE.keeping(WEBHOOK, webhook.id().value());
  }

  private static Draft draft(Webhook webhook, EventType type, Details details) {
    return new Draft(log(webhook.owner()), type, details);
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String text(Set<EventType> types) {
    return types.isEmpty()
        ? null
        : types.stream().map(EventType::text).sorted().collect(Collectors.joining(" "));
  }
}
