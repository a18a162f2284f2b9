package dev.orgtable;

/**
 * An API key that was just made, with its secret: the only time that anybody can see it.
 *
 * @param key the key
 * @param secret the text to present: {@code otk_}, the id, {@code _}, and 256 bits at random
 */
public record NewApiKey(ApiKey key, String secret) {

  /** Returns the key, not the secret. */
  @Override
  public String toString() {
    return "new " + key;
  }
}
