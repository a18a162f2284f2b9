package dev.orgtable.webhook.store;

import dev.orgtable.internal.webhook.SealedSecret;
import dev.orgtable.internal.webhook.WebhookRecord;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an endpoint.
 *
 * @param record the record after it
 * @param events its events
 */
record WebhookStep(WebhookRecord record, List<Object> events) {

  /** Returns the change to other details and to being enabled or not; null if all stays. */
  static @Nullable WebhookStep to(
      WebhookRecord record, WebhookDetails details, boolean enabled, Instant now) {
    Webhook present = record.webhook();
    boolean switched = enabled != present.isEnabled();
    Webhook.Disabled since = enabled ? null : new Webhook.Disabled(now, null);
    Webhook next =
        with(present, details, present.rotatedAt(), switched ? since : present.disabled());
    List<Object> events = new ArrayList<>();
    if (!details.equals(present.details())) {
      events.add(WebhookEvents.changed(present, next));
    }
    if (switched) {
      events.add(enabled ? WebhookEvents.enabled(next) : WebhookEvents.disabled(next, null));
    }
    return events.isEmpty()
        ? null
        : new WebhookStep(record.next(next, record.secrets(), now), events);
  }

  /** Returns the change that disables an endpoint whose requests failed. */
  static WebhookStep failed(WebhookRecord record, String failure, Instant now) {
    Webhook present = record.webhook();
    Webhook next =
        with(present, present.details(), present.rotatedAt(), new Webhook.Disabled(now, failure));
    return new WebhookStep(
        record.next(next, record.secrets(), now), List.of(WebhookEvents.disabled(next, failure)));
  }

  /** Returns the change to another secret; the one before ends at a time. */
  static WebhookStep rotated(WebhookRecord record, SealedSecret secret, Instant end, Instant now) {
    Webhook present = record.webhook();
    Webhook next = with(present, present.details(), now, present.disabled());
    SealedSecret old = record.secrets().get(0).endingAt(end);
    return new WebhookStep(
        record.next(next, List.of(secret, old), now), List.of(WebhookEvents.rotated(next)));
  }

  private static Webhook with(
      Webhook present,
      WebhookDetails details,
      @Nullable Instant rotatedAt,
      Webhook.@Nullable Disabled disabled) {
    return new Webhook(
        present.owner(), present.id(), details, present.createdAt(), rotatedAt, disabled);
  }
}
