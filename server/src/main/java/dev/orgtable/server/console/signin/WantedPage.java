package dev.orgtable.server.console.signin;

import dev.orgtable.server.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Keeps where somebody wanted to go who has to sign in first: pages, and no parts of them. In a
 * cookie, since strangers take no memory here; one that cannot be read counts as none.
 */
final class WantedPage implements RequestCache {

  private final CookieRequestCache cookie = new CookieRequestCache();

  WantedPage(ServerSettings settings) {
    cookie.setRequestMatcher(WantedPage::isPage);
    cookie.setCookieCustomizer(
        made -> {
          made.setAttribute("SameSite", "Lax");
          made.setSecure(settings.needsSecureCookies());
        });
  }

  private static boolean isPage(HttpServletRequest request) {
    return request.getMethod().equals("GET") && request.getHeader("HX-Request") == null;
  }

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    cookie.saveRequest(request, response);
  }

  @Override
  public @Nullable SavedRequest getRequest(
      HttpServletRequest request, HttpServletResponse response) {
    try {
      return cookie.getRequest(request, response);
    } catch (RuntimeException e) { // Whatever a stranger has written there.
      cookie.removeRequest(request, response);
      return null;
    }
  }

  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return getRequest(request, response) == null
        ? null
        : cookie.getMatchingRequest(request, response);
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    cookie.removeRequest(request, response);
  }
}
