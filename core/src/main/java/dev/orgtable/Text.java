package dev.orgtable;

import java.text.Normalizer;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for free text: any Unicode, in normal form NFC, trimmed, without control characters,
 * directional formatting characters (embeddings, overrides, isolates), unpaired surrogates or
 * invisible characters. Allowed are the invisible characters that scripts need: direction marks,
 * and joiners and variation selectors where they change adjacent characters.
 */
public final class Text {

  /** The longest name of a person, an organisation or a service, in Unicode code points. */
  public static final int LONGEST_NAME = 200;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final Pattern EDGES = Pattern.compile("^[\\p{Z}\\s]+|[\\p{Z}\\s]+$");

  private Text() {}

  /**
   * Returns a name in its normal form.
   *
   * @param field the name of the field, for the exception
   * @param value 1 to {@value #LONGEST_NAME} code points after trimming, at least one of them
   *     visible
   * @throws InvalidInput if the value breaks a rule
   */
  public static String name(String field, String value) {
    return legible(field, required(field, value, LONGEST_NAME));
  }

  /**
   * Returns a text that may be empty, in its normal form.
   *
   * @param field the name of the field, for the exception
   * @param value 0 to {@value #LONGEST_NAME} code points after trimming
   * @throws InvalidInput if the value breaks a rule
   */
  public static String optional(String field, String value) {
    return legible(field, normal(field, value, LONGEST_NAME));
  }

  /** Returns a text in normal form NFC, trimmed, as names are stored. */
  public static String trim(String text) {
    return EDGES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
  }

  /** Returns whether a character is invisible in every context. */
  public static boolean isInvisible(int codePoint) {
    return Invisible.is(codePoint);
  }

  /**
   * Refuses a text with a character that is invisible in every context.
   *
   * @param field the name of the field, for the exception
   * @throws InvalidInput if there is one
   */
  public static void refuseInvisible(String field, String text) {
    Invisible.refuse(field, text, Invisible::is);
  }

  /** Returns a text with the invisible characters removed that names must not contain. */
  public static String withoutInvisible(String text) {
    return Invisible.removedFrom(text);
  }

  private static String legible(String field, String text) {
    if (!isPlain(text)) {
      Invisible.refuse(field, text);
    }
    return text;
  }

  static String required(String field, String value, int longest) {
    String normal = normal(field, value, longest);
    if (normal.isEmpty() || (!isPlain(normal) && isBlank(normal))) {
      throw new InvalidInput(field, "must not be empty");
    }
    return normal;
  }

  private static String normal(String field, String value, int longest) {
    given(field, value);
    return value.length() <= longest && isPlain(value) ? value : parsed(field, value, longest);
  }

  static String parsed(String field, String value, int longest) {
    if (value.length() > longest * 16) {
      throw tooLong(field, longest);
    }
    if (value.codePoints().anyMatch(Text::isRefused)) {
      throw new InvalidInput(
          field,
          "must not contain control characters, directional formatting or unpaired surrogates");
    }
    String normal = trim(value);
    if (normal.codePointCount(0, normal.length()) > longest) {
      throw tooLong(field, longest);
    }
    return normal;
  }

  /**
   * Returns whether a text is trimmed printable ASCII, and so in its normal form. Most stored texts
   * are, and this runs for every item read.
   */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return text.isEmpty() || (text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ');
  }

  static boolean isRefused(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isDirectionalFormatting(codePoint);
    };
  }

  private static boolean isDirectionalFormatting(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static boolean isBlank(String text) {
    return text.codePoints().allMatch(Text::isBlank);
  }

  private static boolean isBlank(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint);
  }

  /** Returns a time that RFC 3339 can express as text, in whole years: 1 to 9999, UTC. */
  static Instant time(String field, Instant value) {
    if (value.isBefore(FIRST) || value.isAfter(LAST)) {
      throw new InvalidInput(field, "must be in the years 1 to 9999");
    }
    return value;
  }

  /**
   * Refuses a missing value, such as a field that a form does not have.
   *
   * @throws InvalidInput if the value is null
   */
  public static void given(String field, @Nullable Object value) {
    if (value == null) {
      throw new InvalidInput(field, "is required");
    }
  }

  private static InvalidInput tooLong(String field, int longest) {
    return new InvalidInput(field, "must have at most " + longest + " characters");
  }
}
