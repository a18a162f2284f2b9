package dev.orgtable.server.console.panel;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Masks hashes of secrets: tokens, keys and receipts; and the secrets of webhooks, although they
 * are encrypted. Also masks facts of the application, which are for back ends alone.
 */
final class Secrets {

  static final String HIDDEN = "hidden";

  private static final Pattern HASHED = Pattern.compile("(receipt|invitationToken)/[0-9a-f]+");

  private static final Pattern EXTERNAL =
      Pattern.compile("((?:user|organisation|member)ExternalId)/.*");

  private static final Set<String> FACTS = Set.of("metadata", "externalId");

  /** The attribute with the encrypted secrets of a webhook. */
  private static final String OF_WEBHOOKS = "secrets";

  private Secrets() {}

  /** Returns a key with the hash or the external id masked. */
  static String hide(String key) {
    String unhashed = HASHED.matcher(key).replaceAll("$1/" + HIDDEN);
    return EXTERNAL.matcher(unhashed).replaceAll("$1/" + HIDDEN);
  }

  static boolean isSecret(String attribute) {
    return attribute.equals("hash")
        || attribute.endsWith("Hash")
        || attribute.equals(OF_WEBHOOKS)
        || FACTS.contains(attribute);
  }
}
