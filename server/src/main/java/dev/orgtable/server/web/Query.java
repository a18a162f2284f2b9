package dev.orgtable.server.web;

import dev.orgtable.InvalidInput;
import dev.orgtable.PageRequest;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads query parameters. */
public final class Query {

  /** A time whose offset was {@code +02:00} before URL decoding. */
  private static final Pattern LOST_PLUS = Pattern.compile("\\S+[Tt]\\S+ [0-9:]+");

  private Query() {}

  /**
   * Returns a parameter that holds an address or a prefix of one. A literal {@code +}, which URL
   * decoding turns into a space, is restored: addresses have no spaces, and many have a plus sign.
   *
   * @param value the decoded value
   */
  public static String address(HttpServletRequest request, String name, String value) {
    if (value.indexOf(' ') < 0) {
      return value;
    }
    String start = name + "=";
    return Stream.of(Objects.requireNonNullElse(request.getQueryString(), "").split("&"))
        .filter(each -> each.startsWith(start))
        .map(each -> each.substring(start.length()).replace("+", "%2B"))
        .map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8))
        .findFirst()
        .orElse(value);
  }

  /**
   * Returns a parameter that holds a time.
   *
   * @throws InvalidInput if it is none in the format of RFC 3339
   */
  public static Instant time(String name, String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new InvalidInput(
          name,
          "must be a time, such as 2026-11-27T20:15:30Z"
              + (LOST_PLUS.matcher(value).matches() ? "; in a URL, a + must be sent as %2B" : ""),
          e);
    }
  }

  /**
   * Refuses another filter or a cursor beside a parameter that finds at most one.
   *
   * @param filter the other filter; empty if there is none
   * @throws Problem if one is given
   */
  public static void requireAlone(String name, String filter, PageRequest page) {
    if (!filter.isEmpty() || page.cursor().isPresent()) {
      throw Problem.ofField(
          name, name + " must be given without other filters and without a cursor");
    }
  }
}
