package dev.orgtable.internal.secret;

import dev.orgtable.ApiKeyId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential of an API key: {@code otk_<id>_<secret>}.
 *
 * @param id the id of the key
 * @param secret 256 bits, as 43 characters of URL-safe Base64
 */
public record Credential(ApiKeyId id, String secret) {

  private static final Pattern FORM =
      Pattern.compile("otk_([A-Za-z0-9]{12})_(" + Secret.FORM + ")");

  /** Returns a credential for a new key. */
  public static Credential random() {
    return new Credential(ApiKeyId.random(), Secret.random());
  }

  /** Parses a credential; empty if the text is not one. */
  public static Optional<Credential> read(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new Credential(ApiKeyId.of(form.group(1)), form.group(2)))
        : Optional.empty();
  }

  public String text() {
    return "otk_" + id + "_" + secret;
  }

  /** Returns the stored hash of the secret. 256 random bits need neither a slow hash nor a salt. */
  public String hash() {
    return Sha256.of(secret);
  }

  /** Returns whether a stored hash is that of the secret, comparing in constant time. */
  public boolean matches(String hash) {
    return Sha256.same(hash(), hash);
  }

  @Override
  public String toString() {
    return "credential of " + id;
  }
}
