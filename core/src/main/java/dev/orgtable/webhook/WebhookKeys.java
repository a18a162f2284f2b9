package dev.orgtable.webhook;

import dev.orgtable.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys that encrypt the secrets of endpoints in the table. They must be kept outside the table:
 * whoever has both can sign requests.
 *
 * @param keys the keys: the first one encrypts, all of them decrypt. So keys can be replaced
 */
public record WebhookKeys(List<Key> keys) {

  /** The most keys. */
  public static final int MOST = 10;

  private static final String FIELD = "webhookKeys";
  private static final int BYTES = 32;
  private static final int ID_CHARACTERS = 12;

  /**
   * A key.
   *
   * @param id its id, which is stored with what it encrypted: 12 hexadecimal digits of the SHA-256
   *     of the key
   * @param secret 32 bytes in Base64
   */
  public record Key(String id, String secret) {

    /** Returns the id. */
    @Override
    public String toString() {
      return "key " + id;
    }
  }

  /**
   * Checks the number of keys.
   *
   * @throws InvalidInput if there are none, or more than {@value #MOST}
   */
  public WebhookKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new InvalidInput(FIELD, "must be 1 to " + MOST + " keys");
    }
  }

  /**
   * Parses keys.
   *
   * @param lines one key each, the current one first, of 32 random bytes in Base64, such as {@code
   *     openssl rand -base64 32} prints
   * @throws InvalidInput if one is not that, or there are none or too many
   */
  public static WebhookKeys of(List<String> lines) {
    List<Key> keys = new ArrayList<>();
    for (String line : lines) {
      keys.add(key(line));
    }
    return new WebhookKeys(keys);
  }

  private static Key key(String text) {
    byte[] bytes = decoded(text);
    if (bytes.length != BYTES) {
      throw notKeys();
    }
    return new Key(
        HexFormat.of().formatHex(sha256(bytes)).substring(0, ID_CHARACTERS),
        Base64.getEncoder().encodeToString(bytes));
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      // The message of the cause may have a part of the key.
      throw notKeys();
    }
  }

  private static InvalidInput notKeys() {
    return new InvalidInput(FIELD, "must be lines of 32 bytes in Base64 (openssl rand -base64 32)");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the key that encrypts. */
  public Key current() {
    return keys.get(0);
  }
}
