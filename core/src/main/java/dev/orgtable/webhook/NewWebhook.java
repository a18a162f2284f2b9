package dev.orgtable.webhook;

/**
 * An endpoint with a new secret, which is never returned again.
 *
 * @param webhook the endpoint
 * @param secret the secret that signs its requests: {@code whsec_} and 32 bytes in Base64, as
 *     Standard Webhooks says
 */
public record NewWebhook(Webhook webhook, String secret) {

  /** Returns the endpoint without the secret. */
  @Override
  public String toString() {
    return "new " + webhook;
  }
}
