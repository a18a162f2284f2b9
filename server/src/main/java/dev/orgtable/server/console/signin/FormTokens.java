package dev.orgtable.server.console.signin;

import dev.orgtable.server.caller.SignedIn;
import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Stores CSRF tokens: in the session of signed-in users, where no other host of the domain can
 * plant one; in a cookie for everybody else, so that anonymous visitors use no memory here.
 */
final class FormTokens implements CsrfTokenRepository {

  private final HttpSessionCsrfTokenRepository session = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();

  FormTokens(ServerSettings settings) {
    cookie.setCookieName(settings.cookie("orgtable-form"));
    cookie.setCookiePath("/");
    cookie.setCookieCustomizer(
        made -> made.httpOnly(true).sameSite("Lax").secure(settings.needsSecureCookies()));
  }

  private CsrfTokenRepository of(HttpServletRequest request) {
    return SignedIn.session(request).isPresent() ? session : cookie;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return of(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    of(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return of(request).loadToken(request);
  }
}
