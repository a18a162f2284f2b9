package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.secret.Sha256;
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
 * Finds mentions of an address in items: in a key or any value, as a whole word, ignoring case,
 * with the domain in ASCII or Unicode. The SHA-256 of the address counts as well.
 */
final class Mentions {

  /** Characters that can occur inside a local part, but not at its boundary in running text. */
  private static final String WITHIN = "._%+-'";

  private static final int FIRST_BEYOND_ASCII = 0x80;

  private final Set<String> spellings;
  private final String hash;

  Mentions(EmailAddress user) {
    String address = user.value();
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

  /** Lower-cases as addresses are normalised: by code point, then composed (NFC). */
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

  /** Returns whether the match is the end of a longer address. */
  private static boolean goesOnBefore(String text, int start) {
    return isLetter(text, start - 1)
        || (start > 1 && WITHIN.indexOf(text.charAt(start - 1)) >= 0 && isLetter(text, start - 2));
  }

  /** Returns whether the match is the beginning of a longer address. */
  private static boolean goesOnAfter(String text, int end) {
    return isLetter(text, end)
        || (end < text.length() && ".-".indexOf(text.charAt(end)) >= 0 && isLetter(text, end + 1));
  }

  private static boolean isLetter(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }
}
