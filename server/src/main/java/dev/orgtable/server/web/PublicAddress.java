package dev.orgtable.server.web;

import dev.orgtable.server.settings.ConsoleSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The URL at which others reach this server, used for redirects back to it: the public URL, or else
 * a name of this machine. Never taken from the caller's {@code Host} otherwise.
 */
public final class PublicAddress {

  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  private PublicAddress() {}

  /** Returns the URL without a trailing slash; empty if the request's host is not this machine. */
  public static Optional<String> of(ConsoleSettings settings, HttpServletRequest request) {
    return settings
        .publicUrl()
        .map(url -> url.toString().replaceAll("/+$", ""))
        .or(() -> Optional.of(request).filter(PublicAddress::isLocal).map(PublicAddress::base));
  }

  private static boolean isLocal(HttpServletRequest request) {
    return LOOPBACK.matcher(request.getServerName()).matches();
  }

  private static String base(HttpServletRequest request) {
    return UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
        .replacePath(null)
        .replaceQuery(null)
        .toUriString();
  }
}
