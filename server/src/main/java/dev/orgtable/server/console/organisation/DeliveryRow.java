package dev.orgtable.server.console.organisation;

import dev.orgtable.server.console.event.Timeline.Line;
import dev.orgtable.webhook.WebhookDelivery;
import org.jspecify.annotations.Nullable;

/**
 * A delivery to a webhook, for display.
 *
 * @param delivery the delivery
 * @param line the event; null if it is not kept any more
 * @param organisation the name of the organisation that the event is about, in a list with several;
 *     empty otherwise
 */
record DeliveryRow(WebhookDelivery delivery, @Nullable Line line, String organisation) {

  /** Returns the id of the event. */
  public String event() {
    return delivery.event().value();
  }

  /** Returns what came of it, with the number of attempts if it matters. */
  public String outcome() {
    int attempts = delivery.attempts();
    String after = attempts == 1 ? " after 1 attempt" : " after " + attempts + " attempts";
    return switch (delivery.state()) {
      case DELIVERED -> attempts > 1 ? "Delivered" + after : "Delivered";
      case WAITING -> attempts > 0 ? "Waiting" + after : "Waiting";
      case FAILED -> attempts > 0 ? "Failed" + after : "Not sent";
    };
  }

  /** Returns the class of the mark of the outcome. */
  public String mark() {
    return switch (delivery.state()) {
      case DELIVERED -> "";
      case WAITING -> "wait";
      case FAILED -> "fail";
    };
  }

  /** Returns the last answer in words; empty if there was none. */
  public String answer() {
    String told = delivery.failure() == null ? delivery.note() : delivery.failure();
    if (told != null) {
      return told;
    }
    return delivery.status() == 0 ? "" : "answered " + delivery.status();
  }

  /** Returns how long the last attempt took; empty if there was none. */
  public String took() {
    return delivery.attempts() == 0 ? "" : delivery.took().toMillis() + " ms";
  }

  /** Returns when it is delivered by request: what waits now, not after a pause. */
  public String repetition() {
    return delivery.state() == WebhookDelivery.State.WAITING ? "now" : "again";
  }
}
