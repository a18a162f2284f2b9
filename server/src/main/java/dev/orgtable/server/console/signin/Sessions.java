package dev.orgtable.server.console.signin;

import dev.orgtable.UserId;
import dev.orgtable.server.ServerSettings;
import dev.orgtable.server.security.Caller;
import dev.orgtable.server.security.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Begins the sessions of those who have proven who they are. */
@Component
final class Sessions {

  private static final int SIGNED_IN_SECONDS = 30 * 60;

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
  Caller caller(UserId user) {
    return settings.console().operators().contains(user)
        ? new Caller.Operator(Optional.of(user))
        : new Caller.Person(user);
  }

  /** Signs somebody in, under a new session id, and returns where they wanted to go. */
  String begin(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    String page = wanted.path(request);
    wanted.removeRequest(request, response);
    formTokens.saveToken(null, request, response);
    request.getSession(true).setMaxInactiveInterval(SIGNED_IN_SECONDS);
    request.changeSessionId();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(CallerAuthentication.signedIn(caller));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    return page;
  }
}
