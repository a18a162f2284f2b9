package dev.orgtable.server.console.organisation;

import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDelivery;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with the delivery of the latest event, for display.
 *
 * @param webhook the webhook
 * @param latest the delivery; null if there was none in the last 30 days
 */
record WebhookRow(Webhook webhook, @Nullable WebhookDelivery latest) {

  /** Returns the URL without its query, in parts: lines break between them, not inside of words. */
  public List<String> url() {
    return List.of(webhook.details().url().withoutQuery().split("(?<=[/.])", -1));
  }

  private boolean isLate() {
    return webhook.isEnabled()
        && latest != null
        && latest.state() != WebhookDelivery.State.DELIVERED
        && latest.failure() != null;
  }

  private boolean wasAttempted() {
    return latest != null && latest.attempts() > 0;
  }

  /** Returns whether it is enabled and did not accept the latest event. */
  public boolean isFailing() {
    return isLate() && wasAttempted();
  }

  /** Returns whether it is enabled and the server could not send it the latest event. */
  public boolean isUnsent() {
    return isLate() && !wasAttempted();
  }

  /** Returns the state in a few words. */
  public String state() {
    if (!webhook.isEnabled()) {
      return "Disabled";
    }
    return isFailing() ? "Failing" : isUnsent() ? "Not sent" : "Enabled";
  }

  /** Returns the class of the mark of the state. */
  public String mark() {
    if (!webhook.isEnabled()) {
      return "over";
    }
    return isFailing() ? "fail" : isUnsent() ? "wait" : "";
  }

  /** Returns why it gets no events; empty if it does, or somebody disabled it. */
  public String reason() {
    Webhook.Disabled disabled = webhook.disabled();
    String reason = disabled != null ? disabled.failure() : lateness();
    return Objects.requireNonNullElse(reason, "");
  }

  private @Nullable String lateness() {
    return isLate() && latest != null ? latest.failure() : null;
  }

  /** Returns which events it is told of. */
  public String events() {
    return switch (webhook.details().types().size()) {
      case 0 -> "All";
      case 1 -> webhook.details().types().iterator().next().text();
      default -> webhook.details().types().size() + " types";
    };
  }
}
