package dev.orgtable.server.webhook;

import dev.orgtable.event.EventType;
import dev.orgtable.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that is told of events.
 *
 * @param id the endpoint's id
 * @param url where requests are sent to
 * @param description what it is for; may be empty
 * @param types the kinds of events that it is told of; empty for all
 * @param enabled whether it gets requests
 * @param disabledAt when it was disabled; null if it is enabled
 * @param failure why its requests failed, so that it was disabled; null if somebody disabled it
 * @param createdAt when it was created
 * @param rotatedAt when its secret was last replaced; null if never
 */
record WebhookBody(
    String id,
    String url,
    String description,
    List<String> types,
    boolean enabled,
    @Nullable Instant disabledAt,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant rotatedAt) {

  static WebhookBody of(Webhook webhook) {
    Webhook.Disabled disabled = webhook.disabled();
    return new WebhookBody(
        webhook.id().value(),
        webhook.details().url().toString(),
        webhook.details().description(),
        texts(webhook.details().types()),
        webhook.isEnabled(),
        disabled == null ? null : disabled.at(),
        disabled == null ? null : disabled.failure(),
        webhook.createdAt(),
        webhook.rotatedAt());
  }

  static List<String> texts(Set<EventType> types) {
    return types.stream().map(EventType::text).sorted().toList();
  }

  /**
   * The endpoints of an organisation, or of the table.
   *
   * @param data the endpoints, the oldest first
   */
  record WebhooksBody(List<WebhookBody> data) {

    static WebhooksBody of(List<Webhook> webhooks) {
      return new WebhooksBody(webhooks.stream().map(WebhookBody::of).toList());
    }
  }

  /**
   * An endpoint with a new secret, which is shown once.
   *
   * @param webhook the endpoint
   * @param secret the secret that verifies its requests, as Standard Webhooks says
   */
  record NewWebhookBody(WebhookBody webhook, String secret) {}

  /**
   * The answer to a test.
   *
   * @param accepted whether the endpoint accepted the request
   * @param httpStatus the HTTP status; null if there was no answer
   * @param millis how long it took, in milliseconds
   * @param failure why it counts as failed; null if it was accepted
   * @param note what was wrong with an answer that counts as accepted; null if nothing
   */
  record WebhookAnswerBody(
      boolean accepted,
      @Nullable Integer httpStatus,
      long millis,
      @Nullable String failure,
      @Nullable String note) {}
}
