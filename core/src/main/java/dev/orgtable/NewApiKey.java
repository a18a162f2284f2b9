package dev.orgtable;

/**
 * A newly created API key with its secret, which is never returned again.
 *
 * @param key the key
 * @param secret the text to present: {@code otk_}, the id, {@code _}, and 256 random bits
 */
public record NewApiKey(ApiKey key, String secret) {

  /** Returns the key without the secret. */
  @Override
  public String toString() {
    return "new " + key;
  }
}
