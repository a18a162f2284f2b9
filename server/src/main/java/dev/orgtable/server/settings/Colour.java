package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A colour of sRGB.
 *
 * @param value {@code #} and six hexadecimal digits in lower case
 */
public record Colour(String value) {

  /** The least contrast of text that WCAG 2.2 demands (success criterion 1.4.3). */
  private static final double LEAST_CONTRAST = 4.5;

  private static final Pattern FORM = Pattern.compile("#?[0-9A-Fa-f]{6}");
  private static final int DIGITS = 2;
  private static final int HEX = 16;
  private static final double MOST = 255;

  /**
   * Validates and normalises the value, which may lack the {@code #}.
   *
   * @throws InvalidInput if it has another form
   */
  public Colour {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidInput("colour", "must be six hexadecimal digits, such as 0b7a75: " + value);
    }
    value = "#" + value.replace("#", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the colour of text on this one: white if its contrast is at least 4.5, or else black,
   * whose contrast then is.
   */
  public String ink() {
    return contrast("#ffffff") >= LEAST_CONTRAST ? "#ffffff" : "#000000";
  }

  /** Returns the contrast to another colour, 1 to 21, as WCAG 2.2 defines it. */
  double contrast(String other) {
    double one = luminance(value);
    double two = luminance(other);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  /** Returns the relative luminance as WCAG 2.2 defines it. */
  private static double luminance(String colour) {
    return 0.2126 * linear(colour, 0) + 0.7152 * linear(colour, 1) + 0.0722 * linear(colour, 2);
  }

  private static double linear(String colour, int channel) {
    int begin = 1 + DIGITS * channel;
    double part = Integer.parseInt(colour.substring(begin, begin + DIGITS), HEX) / MOST;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
