package dev.orgtable.internal.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates secrets: 256 random bits, as 43 characters of URL-safe Base64. */
public final class Secret {

  /** The form of a secret, as a regular expression. */
  public static final String FORM = "[A-Za-z0-9_-]{43}";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  public static String random() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
