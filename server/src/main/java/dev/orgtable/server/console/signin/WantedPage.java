package dev.orgtable.server.console.signin;

import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Remembers which page of the console a visitor wanted before signing in: its path and query,
 * without the host, since a proxy may be in front of this server. Stored in a sealed cookie, so
 * that anonymous visitors use no memory here and nobody else can choose the target of the redirect.
 */
final class WantedPage implements RequestCache {

  private static final String HOME = "/console";
  private static final Duration VALID_FOR = Duration.ofMinutes(15);
  private static final int LONGEST = 2_000;
  private static final String PAGE = "page";

  private final SealedCookie cookie;

  WantedPage(ServerSettings settings) {
    cookie = new SealedCookie("orgtable-page", VALID_FOR, settings);
  }

  /** Stores full pages only, not fragments; a URL that is too long is not stored. */
  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    String query = request.getQueryString();
    String path = request.getRequestURI();
    String page = query == null ? path : path + "?" + query;
    boolean ofConsole = path.equals(HOME) || path.startsWith(HOME + "/");
    boolean whole = request.getMethod().equals("GET") && request.getHeader("HX-Request") == null;
    if (ofConsole && whole && page.length() <= LONGEST) {
      cookie.write(Map.of(PAGE, page), response);
    }
  }

  /** Returns the path of the wanted page, or of the start page. */
  String path(HttpServletRequest request) {
    return cookie.read(request).map(values -> values.get(PAGE)).map(Object::toString).orElse(HOME);
  }

  @Override
  public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
    return new SimpleSavedRequest(path(request));
  }

  /** Only the URL of the request is restored, never its method or body. */
  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    cookie.remove(request, response);
  }
}
