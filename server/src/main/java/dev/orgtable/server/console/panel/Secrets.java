package dev.orgtable.server.console.panel;

import java.util.regex.Pattern;

/** Masks hashes of secrets: tokens, keys and receipts. */
final class Secrets {

  static final String HIDDEN = "hidden";

  private static final Pattern HASHED = Pattern.compile("(receipt|invitationToken)/[0-9a-f]+");

  private Secrets() {}

  /** Returns a key with the hash masked. */
  static String hide(String key) {
    return HASHED.matcher(key).replaceAll("$1/" + HIDDEN);
  }

  static boolean isSecret(String attribute) {
    return attribute.equals("hash") || attribute.endsWith("Hash");
  }
}
