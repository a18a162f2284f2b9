package dev.orgtable.server.console.signin;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.CallerAuthentication;
import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Creates and ends the sessions of signed-in users. */
@Component
final class Sessions {

  private final Set<SignIn> all = ConcurrentHashMap.newKeySet();
  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final WantedPage wanted;
  private final BegunSignIns begun;
  private final CsrfTokenRepository formTokens;
  private final ServerSettings settings;

  Sessions(ServerSettings settings) {
    this.settings = settings;
    this.wanted = new WantedPage(settings);
    this.begun = new BegunSignIns(settings);
    this.formTokens = new FormTokens(settings);
  }

  /** Stores the page that a visitor wanted before signing in, in a cookie. */
  RequestCache wanted() {
    return wanted;
  }

  /** Stores the sign-ins in progress, in a cookie. */
  BegunSignIns begun() {
    return begun;
  }

  /** Stores CSRF tokens. */
  CsrfTokenRepository formTokens() {
    return formTokens;
  }

  /** Returns the caller for a verified address: an operator or a person. */
  private Caller caller(EmailAddress user) {
    return settings.console().operators().contains(user)
        ? new Caller.Operator(Optional.of(user))
        : new Caller.Person(user);
  }

  /** Signs an operator in by a one-time link and returns the page that they wanted. */
  String begin(HttpServletRequest request, HttpServletResponse response) {
    return begin(new Caller.Operator(Optional.empty()), null, request, response);
  }

  /** Signs in a user of the provider and returns the page that they wanted. */
  String begin(ProviderUser user, HttpServletRequest request, HttpServletResponse response) {
    return begin(caller(user.address()), user.getIdToken(), request, response);
  }

  /** Creates a new session with a new id and none of the previous session's attributes. */
  private String begin(
      Caller caller,
      @Nullable OidcIdToken proof,
      HttpServletRequest request,
      HttpServletResponse response) {
    String page = wanted.path(request);
    wanted.removeRequest(request, response);
    formTokens.saveToken(null, request, response);
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    Collections.list(session.getAttributeNames()).forEach(session::removeAttribute);
    new SignIn(settings.console().clock().instant(), proof, all).keepIn(session);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(CallerAuthentication.signedIn(caller));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    return page;
  }

  /** Ends the session of a request if it has exceeded its lifetime. */
  void endIfOver(HttpServletRequest request) {
    Instant now = settings.console().clock().instant();
    SignIn.of(request)
        .ifPresent(
            signIn -> {
              if (signIn.isOver(now)) {
                signIn.end();
              } else {
                signIn.seen(now);
              }
            });
  }

  /**
   * Ends the sessions on this server that the provider has signed out.
   *
   * @param subject the user's subject; null if only a session id is given
   * @param sessionId the provider's session id; null for all sessions of the user
   * @param at when the provider issued the logout, by its clock. Sessions that it started later are
   *     kept, so that replaying an old logout token has no effect
   */
  void end(@Nullable String subject, @Nullable String sessionId, Instant at) {
    all.stream()
        .filter(each -> each.isOf(subject, sessionId) && !each.isProvenAfter(at))
        .forEach(SignIn::end);
  }
}
