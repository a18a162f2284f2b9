package dev.orgtable.store;

import dev.orgtable.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where items name an address: in a key or any value, whole, in capitals or not. */
final class Mentions {

  /** What stands within a local part, but neither begins nor ends one in a running text. */
  private static final String WITHIN = "._%+-'";

  private final String address;

  Mentions(UserId user) {
    address = user.email();
  }

  Stream<Mention> in(Item item) {
    Key key = item.key();
    return item.attributes().entrySet().stream()
        .filter(each -> names(each.getValue()))
        .map(each -> new Mention(key.id(), key.rng(), each.getKey()));
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
    String lower = text.toLowerCase(Locale.ROOT);
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
