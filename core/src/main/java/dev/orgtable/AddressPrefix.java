package dev.orgtable;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search for the addresses that start with a given text, in any spelling.
 *
 * <p>International domains are stored in their ASCII form (Punycode), and the ASCII form of {@code
 * büch} is not a prefix of that of {@code bücher}; but both start with the same ASCII letters:
 * {@code xn--bch}. So {@link #beginnings} returns the ranges to scan, and {@link #matches} filters
 * what is found there.
 */
public final class AddressPrefix {

  /** The dots between the labels of a domain (RFC 3490, 3.1). */
  private static final Pattern DOT = Pattern.compile("[.\u3002\uFF0E\uFF61]");

  /** The prefix of the ASCII form of a label with non-ASCII characters. */
  private static final String ACE = "xn--";

  private static final AddressPrefix NOBODY = new AddressPrefix(List.of(), "", null);

  private final List<String> beginnings;

  /** The prefix of every matching address. */
  private final String head;

  /** The prefix of the decoded label after the head; null if anything may follow. */
  private final @Nullable String label;

  private AddressPrefix(List<String> beginnings, String head, @Nullable String label) {
    this.beginnings = beginnings;
    this.head = head;
    this.label = label;
  }

  /**
   * Returns the search for a prefix. The empty text matches every address; a text with which no
   * address can start matches none.
   *
   * @param text the prefix; leading and trailing spaces are ignored
   * @throws InvalidInput if every address with this prefix is refused because it is ambiguous or
   *     has an invisible character
   */
  public static AddressPrefix of(String text) {
    if (text.length() > EmailAddress.LONGEST * 2) {
      return NOBODY;
    }
    EmailAddress.refuseEnteringAscii("prefix", text.split("@", 2)[0]);
    String written = Text.trim(text);
    int at = written.indexOf('@');
    String local = written.substring(0, at < 0 ? written.length() : at);
    EmailAddress.refuseUnseen("prefix", local);
    String normal = EmailAddress.lowerCase(local);
    return at < 0
        ? new AddressPrefix(List.of(normal), "", null)
        : ofDomain(normal + "@", written.substring(at + 1));
  }

  private static AddressPrefix ofDomain(String localPart, String domain) {
    EmailAddress.refuseAmbiguous("prefix", domain);
    EmailAddress.refuseUnseen("prefix", domain);
    String[] labels = DOT.split(domain, -1);
    int last = labels.length - 1;
    StringBuilder head = new StringBuilder(localPart);
    try {
      for (int i = 0; i < last; i++) {
        head.append(ascii(labels[i])).append('.');
      }
      String label = ascii(labels[last]);
      return of(head.toString(), isAscii(labels[last]) ? label : IDN.toUnicode(label));
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }

  private static String ascii(String label) {
    return isAscii(label)
        ? label.toLowerCase(Locale.ROOT)
        : IDN.toASCII(label).toLowerCase(Locale.ROOT);
  }

  /** An ASCII prefix may start an ASCII label or the decoded form of another one. */
  private static AddressPrefix of(String head, String label) {
    List<String> beginnings = new ArrayList<>();
    if (isAscii(label)) {
      beginnings.add(head + label);
    }
    if (!ACE.startsWith(label) && !label.startsWith(ACE)) {
      beginnings.add(head + ACE + label.replaceAll("[^\\x00-\\x7F]", ""));
    }
    return new AddressPrefix(beginnings.stream().sorted().toList(), head, label);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /**
   * Returns at most two prefixes, in order, such that the normal form of every matching address
   * starts with one of them. Neither is a prefix of the other.
   */
  public List<String> beginnings() {
    return beginnings;
  }

  /** Returns whether an address matches, with its domain in either form. */
  public boolean matches(EmailAddress user) {
    String email = user.value();
    if (label == null) {
      return !beginnings.isEmpty();
    }
    if (!email.startsWith(head)) {
      return false;
    }
    String rest = email.substring(head.length());
    return rest.startsWith(label) || IDN.toUnicode(DOT.split(rest, 2)[0]).startsWith(label);
  }
}
