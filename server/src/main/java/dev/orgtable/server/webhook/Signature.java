package dev.orgtable.server.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Signs requests as Standard Webhooks says. */
final class Signature {

  private Signature() {}

  /**
   * Returns the header {@code webhook-signature}.
   *
   * @param secrets one signature is made with each
   */
  static String of(List<String> secrets, String id, Instant time, String body) {
    return secrets.stream()
        .map(secret -> sign(secret, id, time.getEpochSecond(), body))
        .collect(Collectors.joining(" "));
  }

  private static String sign(String secret, String id, long seconds, String body) {
    try {
      return new Webhook(secret).sign(id, seconds, body);
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      // Without the cause, whose text may have the secret.
      throw new IllegalStateException("a secret of ours signs: " + e.getClass().getName());
    }
  }
}
