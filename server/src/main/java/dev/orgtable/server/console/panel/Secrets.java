package dev.orgtable.server.console.panel;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Masks hashes of secrets: tokens, keys and receipts. Also masks facts of the application, which
 * are for back ends alone.
 */
final class Secrets {

  static final String HIDDEN = "hidden";

  private static final Pattern HASHED = Pattern.compile("(receipt|invitationToken)/[0-9a-f]+");

  private static final Pattern EXTERNAL =
      Pattern.compile("((?:user|organisation|member)ExternalId)/.*");

  private static final Set<String> FACTS = Set.of("metadata", "externalId");

  private Secrets() {}

  /** Returns a key with the hash or the external id masked. */
  static String hide(String key) {
    String unhashed = HASHED.matcher(key).replaceAll("$1/" + HIDDEN);
    return EXTERNAL.matcher(unhashed).replaceAll("$1/" + HIDDEN);
  }

  static boolean isSecret(String attribute) {
    return attribute.equals("hash") || attribute.endsWith("Hash") || FACTS.contains(attribute);
  }
}
