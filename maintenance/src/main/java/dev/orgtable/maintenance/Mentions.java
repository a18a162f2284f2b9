package dev.orgtable.maintenance;

import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.record.Sha256;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where items name an address: in a key or any value, whole, in capitals or not, with the domain in
 * its ASCII form or as people write it. A value that is the address's SHA-256 names it, too.
 */
final class Mentions {

  /** What stands within a local part, but neither begins nor ends one in a running text. */
  private static final String WITHIN = "._%+-'";

  private static final int FIRST_BEYOND_ASCII = 0x80;

  private final Set<String> spellings;
  private final String hash;

  Mentions(UserId user) {
    String address = user.email();
    int domain = address.lastIndexOf('@') + 1;
    spellings =
        new LinkedHashSet<>(
            List.of(
                address,
                address.substring(0, domain) + lower(IDN.toUnicode(address.substring(domain)))));
    hash = Sha256.of(address);
  }

  Stream<Mention> in(Item item) {
    Key key = item.key();
    return item.attributes().entrySet().stream()
        .filter(each -> names(each.getValue()))
        .map(each -> new Mention(key.id(), key.rng(), each.getKey(), ReferenceCheck.isSound(item)));
  }

  private boolean names(AttributeValue value) {
    return switch (value.type()) {
      case S -> names(value.s());
      case SS -> value.ss().stream().anyMatch(this::names);
      case B -> names(value.b());
      case BS -> value.bs().stream().anyMatch(this::names);
      case L -> value.l().stream().anyMatch(this::names);
      case M -> value.m().entrySet().stream().anyMatch(this::namesEntry);
      default -> false;
    };
  }

  private boolean namesEntry(Map.Entry<String, AttributeValue> entry) {
    return names(entry.getKey()) || names(entry.getValue());
  }

  private boolean names(SdkBytes bytes) {
    return names(new String(bytes.asByteArrayUnsafe(), StandardCharsets.UTF_8));
  }

  boolean names(String text) {
    String lower = lower(text);
    return lower.equals(hash) || spellings.stream().anyMatch(each -> names(lower, each));
  }

  /** As addresses are lower-cased: code point by code point, then composed. */
  private static String lower(String text) {
    if (text.chars().allMatch(c -> c < FIRST_BEYOND_ASCII)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String lower =
        text.replace("\u0130", "i\u0307")
            .codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  private static boolean names(String lower, String address) {
    for (int at = lower.indexOf(address); at >= 0; at = lower.indexOf(address, at + 1)) {
      if (!goesOnBefore(lower, at) && !goesOnAfter(lower, at + address.length())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the address found is the end of a longer one. */
  private static boolean goesOnBefore(String text, int start) {
    return isLetter(text, start - 1)
        || (start > 1 && WITHIN.indexOf(text.charAt(start - 1)) >= 0 && isLetter(text, start - 2));
  }

  /** Returns whether the address found is the beginning of a longer one. */
  private static boolean goesOnAfter(String text, int end) {
    return isLetter(text, end)
        || (end < text.length() && ".-".indexOf(text.charAt(end)) >= 0 && isLetter(text, end + 1));
  }

  private static boolean isLetter(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }
}
