package dev.orgtable.server.web;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses ISO 8601 durations of fixed length: weeks, or days, hours, minutes and seconds, such as
 * {@code P2W}, {@code P7D}, {@code PT36H}, {@code P1DT12H}.
 */
public final class Durations {

  /** The accepted syntax, which the API description shows as well. */
  public static final String PATTERN =
      "^P(?!$)([0-9]{1,9}W|([0-9]{1,9}D)?"
          + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?)$";

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "P(?!$)(?:(?<weeks>[0-9]{1,9})W|(?:(?<days>[0-9]{1,9})D)?(?:T(?=[0-9])"
              + "(?:(?<hours>[0-9]{1,9})H)?(?:(?<minutes>[0-9]{1,9})M)?"
              + "(?:(?<seconds>[0-9]{1,9})S)?)?)");
  private static final int DAYS_A_WEEK = 7;

  private Durations() {}

  /**
   * Parses a duration.
   *
   * @param field the name of the field, for the refusal
   * @throws InvalidInput if the text is not a duration of fixed length
   */
  public static Duration parse(String field, String text) {
    Matcher parts = GRAMMAR.matcher(text);
    if (!parts.matches()) {
      throw new InvalidInput(
          field,
          "must be weeks, such as P2W, or days, hours, minutes and seconds, such as P7D, PT12H or"
              + " P1DT12H30M: whole numbers, capital letters, no months or years");
    }
    return Duration.ofDays(number(parts.group("weeks")) * DAYS_A_WEEK)
        .plusDays(number(parts.group("days")))
        .plusHours(number(parts.group("hours")))
        .plusMinutes(number(parts.group("minutes")))
        .plusSeconds(number(parts.group("seconds")));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
