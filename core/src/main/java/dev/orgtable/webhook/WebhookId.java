package dev.orgtable.webhook;

import dev.orgtable.InvalidInput;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an endpoint.
 *
 * @param value 16 characters of {@code a-z 0-9}
 */
public record WebhookId(String value) {

  private static final Pattern RULE = Pattern.compile("[a-z0-9]{16}");
  private static final int LENGTH = 16;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public WebhookId {
    if (!RULE.matcher(value).matches()) {
      throw new InvalidInput("webhook", "must be 16 of the characters a-z 0-9");
    }
  }

  /** Returns the id with this value. */
  public static WebhookId of(String value) {
    return new WebhookId(value);
  }

  /** Returns the id with this value; empty if it breaks the rule. */
  public static Optional<WebhookId> parse(String value) {
    return RULE.matcher(value).matches() ? Optional.of(new WebhookId(value)) : Optional.empty();
  }

  /** Returns a new random id. */
  public static WebhookId random() {
    StringBuilder value = new StringBuilder();
    RANDOM.ints(LENGTH, 0, LETTERS.length()).forEach(i -> value.append(LETTERS.charAt(i)));
    return new WebhookId(value.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
