package dev.orgtable.server.console.signin;

import dev.orgtable.UserId;
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

/** Begins the sessions of those who have proven who they are. */
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

  /** Keeps where somebody wanted to go. In a cookie: strangers take no memory here. */
  RequestCache wanted() {
    return wanted;
  }

  /** Keeps the sign-ins that have begun. In a cookie, too. */
  BegunSignIns begun() {
    return begun;
  }

  /** Keeps the tokens of somebody's forms. */
  CsrfTokenRepository formTokens() {
    return formTokens;
  }

  /** Returns who somebody with a verified address is. */
  private Caller caller(UserId user) {
    return settings.console().operators().contains(user)
        ? new Caller.Operator(Optional.of(user))
        : new Caller.Person(user);
  }

  /** Signs an operator in by a one-time link, and returns where they wanted to go. */
  String begin(HttpServletRequest request, HttpServletResponse response) {
    return begin(new Caller.Operator(Optional.empty()), Optional.empty(), request, response);
  }

  /** Signs in whom the provider vouches for, and returns where they wanted to go. */
  String begin(ProviderUser user, HttpServletRequest request, HttpServletResponse response) {
    return begin(caller(user.address()), Optional.of(user.getIdToken()), request, response);
  }

  /** Under a new session id, with nothing of what was in the session before. */
  private String begin(
      Caller caller,
      Optional<OidcIdToken> proof,
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

  /** Ends the session of a request if it has lasted long enough. */
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
   * Ends the sessions that a provider has signed out, on this server.
   *
   * @param subject whose they are; null if only the session is named
   * @param sessionId the provider's id of one session; null for all of a person
   * @param at when the provider said so, by its clock: a session that it has begun later stays, so
   *     that nobody ends one by sending an old token again
   */
  void end(@Nullable String subject, @Nullable String sessionId, Instant at) {
    all.stream()
        .filter(each -> each.isOf(subject, sessionId) && !each.isProvenAfter(at))
        .forEach(SignIn::end);
  }
}
