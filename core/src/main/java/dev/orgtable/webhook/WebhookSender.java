package dev.orgtable.webhook;

/** Sends the requests of webhooks. Called by a worker, from several threads. */
@FunctionalInterface
public interface WebhookSender {

  /**
   * Sends one request and returns the result, within 20 seconds. Is called again for the same event
   * if it was not accepted, or if the worker dies before it has recorded the result.
   */
  WebhookAnswer send(WebhookCall call);
}
