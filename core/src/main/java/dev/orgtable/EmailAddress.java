package dev.orgtable;

import com.sanctionco.jmail.Email;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An e-mail address in its normal form: NFC, each letter lower-cased, the domain in its ASCII form.
 * Dots and plus signs stay as they are. Two spellings of one address are the same user.
 *
 * @param value the address, at most 254 characters. Quoted local parts, comments, address literals,
 *     display names and domains of one label are refused
 */
public record EmailAddress(String value) implements Comparable<EmailAddress> {

  /** The longest address of a mail path (RFC 5321, 4.5.3.1.3, without the angle brackets). */
  static final int LONGEST = 254;

  /** The longest local part, and the longest label of a domain including the dot or @ before it. */
  private static final int LONGEST_PLAIN = 64;

  private static final int LAST_OF_ASCII = 0x7F;

  /** Characters that quote a local part or enclose an address, and so allow a second spelling. */
  private static final String QUOTING = "\"<>()";

  private static final EmailValidator VALIDATOR =
      JMail.strictValidator()
          .requireTopLevelDomain()
          .disallowQuotedIdentifiers()
          .disallowExplicitSourceRouting()
          .disallowObsoleteWhitespace();

  /**
   * Normalises the address.
   *
   * @throws InvalidInput if it is not an address; the message names the rule
   */
  public EmailAddress {
    Text.given("email", value);
    value = isPlain(value) ? value : parsed(value);
  }

  /** Returns an address, given in any spelling. */
  public static EmailAddress of(String email) {
    return new EmailAddress(email);
  }

  @Override
  public int compareTo(EmailAddress other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  /**
   * Returns whether an address is plain: lower-case letters and digits with single punctuation
   * characters between them, ending in a letter. A plain address is in its normal form. Nearly all
   * stored addresses are plain, and this runs for every item read.
   */
  static boolean isPlain(String value) {
    int at = value.indexOf('@');
    return at <= LONGEST_PLAIN
        && value.length() - at <= LONGEST_PLAIN
        && value.lastIndexOf('.') > at
        && isPlain(value, 0, at, "._+-")
        && isPlain(value, at + 1, value.length(), ".-")
        && isBetween('a', value.charAt(value.length() - 1), 'z')
        && value.lastIndexOf('.') < value.length() - 2;
  }

  private static boolean isPlain(String value, int from, int to, String signs) {
    boolean edge = true;
    for (int i = from; i < to; i++) {
      char c = value.charAt(i);
      if (isBetween('a', c, 'z') || isBetween('0', c, '9')) {
        edge = false;
      } else if (edge || signs.indexOf(c) < 0) {
        return false;
      } else {
        edge = true;
      }
    }
    return !edge;
  }

  private static boolean isBetween(char first, char c, char last) {
    return c >= first && c <= last;
  }

  static String parsed(String value) {
    if (value.length() > LONGEST * 2) {
      throw new InvalidInput("email", "must have at most " + LONGEST + " characters");
    }
    refuseEnteringAscii("email", value.substring(0, Math.max(value.indexOf('@'), 0)));
    String written = Text.trim(value);
    if (written.codePoints().anyMatch(EmailAddress::isRefused)) {
      throw notAnAddress();
    }
    Email email = VALIDATOR.tryParse(written).orElseThrow(EmailAddress::notAnAddress);
    String normal = lowerCase(email.localPart()) + "@" + lowerCase(asciiDomain(email.domain()));
    if (normal.length() > LONGEST) {
      throw new InvalidInput("email", "must have at most " + LONGEST + " characters");
    }
    return VALIDATOR
        .tryParse(normal)
        .map(ignored -> normal)
        .orElseThrow(EmailAddress::notAnAddress);
  }

  /**
   * Refuses a local part in which lower-casing turns a non-ASCII character into an ASCII one, as it
   * turns the Kelvin sign U+212A into k: to a mail system these may be different mailboxes.
   *
   * @param field the name of the field, for the exception
   */
  static void refuseEnteringAscii(String field, String localPart) {
    localPart
        .codePoints()
        .filter(EmailAddress::entersAscii)
        .findFirst()
        .ifPresent(
            codePoint -> {
              throw new InvalidInput(
                  field,
                  String.format(
                      Locale.ROOT,
                      "must not have U+%04X before the @: lower-casing turns it into %s",
                      codePoint,
                      lowerCase(nfc(Character.toString(codePoint)))));
            });
  }

  private static boolean entersAscii(int codePoint) {
    return codePoint > LAST_OF_ASCII
        && lowerCase(nfc(Character.toString(codePoint))).chars().allMatch(c -> c <= LAST_OF_ASCII);
  }

  static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * Lower-cases code point by code point, so that the result does not depend on context (as for a
   * final sigma). İ keeps its dot, as in Unicode's full mapping, since it is not the letter i. The
   * result is normalised again, since some characters compose only in lower case: J̌ has no code
   * point of its own, but ǰ has.
   */
  static String lowerCase(String text) {
    String lower =
        text.replace("\u0130", "i\u0307")
            .codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return nfc(lower);
  }

  private static String asciiDomain(String domain) {
    refuseAmbiguous("email", domain);
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("email", "must have a valid domain", e);
    }
  }

  /**
   * Refuses a domain, or a prefix of one, that IDNA 2003 and IDNA 2008 map to different names.
   *
   * @param field the name of the field, for the exception
   */
  static void refuseAmbiguous(String field, String domain) {
    if (domain.codePoints().anyMatch(EmailAddress::changedMeaningInIdna2008)) {
      throw new InvalidInput(
          field,
          "must have a domain with ß, ς or a joiner in its ASCII form (xn--…), since IDNA 2003 and"
              + " IDNA 2008 disagree about it");
    }
  }

  /**
   * Returns whether a character is one of the four that IDNA 2003 (which the JDK implements) and
   * IDNA 2008 map differently.
   */
  private static boolean changedMeaningInIdna2008(int codePoint) {
    return codePoint == 0xDF || codePoint == 0x3C2 || codePoint == 0x200C || codePoint == 0x200D;
  }

  /** Refuses a part of an address with an invisible character. */
  static void refuseUnseen(String field, String part) {
    Invisible.refuse(field, part, EmailAddress::isUnseen);
  }

  private static boolean isUnseen(int codePoint) {
    return Text.isRefused(codePoint) || Character.getType(codePoint) == Character.FORMAT;
  }

  private static boolean isRefused(int codePoint) {
    return isUnseen(codePoint)
        || QUOTING.indexOf(codePoint) >= 0
        || Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.getType(codePoint) == Character.UNASSIGNED;
  }

  private static InvalidInput notAnAddress() {
    return new InvalidInput("email", "must be an address like name@example.com");
  }
}
