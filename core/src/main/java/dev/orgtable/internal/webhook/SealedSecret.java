package dev.orgtable.internal.webhook;

import dev.orgtable.internal.secret.Sealed;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret of an endpoint, encrypted. The key is derived from one that is kept outside the table
 * and the id of the endpoint, so that a secret that is copied to another endpoint is not decrypted.
 *
 * @param key the id of the key outside the table
 * @param sealed the ciphertext
 * @param until when it ceases to sign; null if it is the present secret
 */
public record SealedSecret(String key, String sealed, @Nullable Instant until) {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Returns a new secret in the form of Standard Webhooks. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** Encrypts a secret with the current key. */
  public static SealedSecret of(WebhookKeys keys, WebhookId id, String secret) {
    WebhookKeys.Key key = keys.current();
    return new SealedSecret(key.id(), Sealed.of(derived(key, id), secret), null);
  }

  /** Decrypts the secret; empty if none of the keys is the one that encrypted it. */
  public Optional<String> open(WebhookKeys keys, WebhookId id) {
    return keys.keys().stream()
        .filter(each -> each.id().equals(key))
        .findFirst()
        .flatMap(each -> Sealed.open(derived(each, id), sealed));
  }

  /** Returns this secret as one that ceases to sign. */
  public SealedSecret endingAt(Instant end) {
    return new SealedSecret(key, sealed, end);
  }

  /** Returns whether it signs requests at a time. */
  public boolean isValidAt(Instant now) {
    return until == null || now.isBefore(until);
  }

  private static String derived(WebhookKeys.Key key, WebhookId id) {
    return key.secret() + "/" + id;
  }

  /** Returns the id of the key. */
  @Override
  public String toString() {
    return "secret under key " + key;
  }
}
