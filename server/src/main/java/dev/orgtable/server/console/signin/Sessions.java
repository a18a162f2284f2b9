package dev.orgtable.server.console.signin;

import dev.orgtable.UserId;
import dev.orgtable.server.ServerSettings;
import dev.orgtable.server.security.Caller;
import dev.orgtable.server.security.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** Begins the sessions of those who have proven who they are. */
@Component
final class Sessions {

  private static final String HOME = "/console";
  private static final int SIGNED_IN_SECONDS = 30 * 60;

  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final RequestCache wanted;
  private final CsrfTokenRepository formTokens;
  private final ServerSettings settings;

  Sessions(ServerSettings settings) {
    this.settings = settings;
    this.wanted = new WantedPage(settings);
    this.formTokens = new FormTokens(settings);
  }

  /** Keeps where somebody wanted to go. In a cookie: strangers take no memory here. */
  RequestCache wanted() {
    return wanted;
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
    SavedRequest page = wanted.getRequest(request, response);
    wanted.removeRequest(request, response);
    formTokens.saveToken(null, request, response);
    request.getSession(true).setMaxInactiveInterval(SIGNED_IN_SECONDS);
    request.changeSessionId();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(CallerAuthentication.signedIn(caller));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    return page instanceof DefaultSavedRequest found ? path(found) : HOME;
  }

  /** Without the host: something may stand in front of this server. */
  private static String path(DefaultSavedRequest page) {
    String path = Objects.requireNonNullElse(page.getRequestURI(), HOME);
    if (!path.equals(HOME) && !path.startsWith(HOME + "/")) {
      return HOME;
    }
    return page.getQueryString() == null ? path : path + "?" + page.getQueryString();
  }
}
