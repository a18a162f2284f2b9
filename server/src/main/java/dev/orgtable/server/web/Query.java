package dev.orgtable.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the values of a query. */
public final class Query {

  private Query() {}

  /**
   * Returns a parameter that holds an address, or the beginning of one. A {@code +} that was sent
   * as such, which forms send for a space, is a plus: no address has a space, and many have a plus.
   *
   * @param value as it was decoded
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
