package dev.orgtable.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads query parameters. */
public final class Query {

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
}
