package dev.orgtable.webhook;

/** Sends the requests of webhooks. Called by a worker, from several threads. */
@FunctionalInterface
public interface WebhookSender {

  /**
   * Sends one request and returns the result, within 20 seconds. Is called again for the same event
   * if it was not accepted, or if the worker dies before it has recorded the result.
   *
   * @throws NotSent if no request was made, for a reason that is not the receiver's
   */
  WebhookAnswer send(WebhookCall call);

  /**
   * Thrown when no request was made, for a reason of this process, such as too many others at once.
   * It is made in some minutes, which does not count as a failure of the receiver.
   */
  final class NotSent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message the owner of the endpoint sees. */
    public NotSent(String message) {
      super(message);
    }
  }
}
