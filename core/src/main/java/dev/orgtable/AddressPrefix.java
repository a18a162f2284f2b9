package dev.orgtable;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an address, in any spelling of it, as a search asks for it.
 *
 * <p>An international domain is stored in its ASCII form, and the ASCII form of {@code büch} is not
 * the beginning of that of {@code bücher}. It begins with the same letters of ASCII, though: {@code
 * xn--bch}. So {@link #beginnings} says where to look, and {@link #matches} who is meant.
 */
public final class AddressPrefix {

  /** The dots between the labels of a domain (RFC 3490, 3.1). */
  private static final Pattern DOT = Pattern.compile("[.\u3002\uFF0E\uFF61]");

  /** What the ASCII form of a label begins with that is not of ASCII alone. */
  private static final String ACE = "xn--";

  private static final AddressPrefix NOBODY = new AddressPrefix(List.of(), "", null);

  private final List<String> beginnings;

  /** What matching addresses begin with. */
  private final String head;

  /** What the label after the head begins with once it is decoded; null if anything may follow. */
  private final @Nullable String label;

  private AddressPrefix(List<String> beginnings, String head, @Nullable String label) {
    this.beginnings = beginnings;
    this.head = head;
    this.label = label;
  }

  /**
   * Returns what a text asks for: all addresses if it is empty, none if no address can begin so.
   *
   * @param text spaces at its ends do not count
   * @throws InvalidInput if an address that begins so would be refused because it could be taken
   *     for another one, or has a character that nobody sees
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

  /** A beginning that is of ASCII alone may be that of a label of ASCII, or of another one. */
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
   * Returns the texts, at most two, in order, with one of which the normal form of every address
   * begins that matches. None of them is the beginning of another.
   */
  public List<String> beginnings() {
    return beginnings;
  }

  /** Returns whether an address is one of those asked for, its domain in either form. */
  public boolean matches(UserId user) {
    String email = user.email();
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
