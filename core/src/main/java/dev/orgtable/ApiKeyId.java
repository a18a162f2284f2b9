package dev.orgtable;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The public id of an API key. It is not a secret and proves nothing.
 *
 * @param value 12 characters of {@code A-Z a-z 0-9}
 */
public record ApiKeyId(String value) {

  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9]{12}");
  private static final int LENGTH = 12;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public ApiKeyId {
    if (!RULE.matcher(value).matches()) {
      throw new InvalidInput("key", "must be 12 of the characters A-Z a-z 0-9");
    }
  }

  /** Returns the id with this value. */
  public static ApiKeyId of(String value) {
    return new ApiKeyId(value);
  }

  /** Returns a new random id. */
  public static ApiKeyId random() {
    StringBuilder value = new StringBuilder();
    RANDOM.ints(LENGTH, 0, LETTERS.length()).forEach(i -> value.append(LETTERS.charAt(i)));
    return new ApiKeyId(value.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
