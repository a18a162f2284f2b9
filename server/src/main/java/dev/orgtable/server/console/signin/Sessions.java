package dev.orgtable.server.console.signin;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.Caller.Person;
import dev.orgtable.server.caller.CallerAuthentication;
import dev.orgtable.server.security.ProvenPersons;
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
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Creates and ends the sessions of signed-in users. */
@Component
final class Sessions {

  private static final String CONTEXT =
      HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

  private final Set<SignIn> all = ConcurrentHashMap.newKeySet();
  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final WantedPage wanted;
  private final BegunSignIns begun;
  private final CsrfTokenRepository formTokens;
  private final ServerSettings settings;
  private final ProvenPersons persons;

  Sessions(ServerSettings settings, ProvenPersons persons) {
    this.settings = settings;
    this.persons = persons;
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

  /**
   * Returns the caller for a user of the provider: an operator or a person. An operator's address
   * must be the one that the account shows, and the user's: neither alone proves it.
   */
  private Caller caller(ProviderUser user, Person person) {
    return (person.user().equals(user.verified())
                && settings.console().operators().contains(person.user()))
            || settings.console().operatorSubjects().contains(user.getSubject())
        ? new Caller.Operator(Optional.of(person.user()), person.account())
        : person;
  }

  /** Signs an operator in by a one-time link and returns the page that they wanted. */
  String begin(HttpServletRequest request, HttpServletResponse response) {
    return begin(new Caller.Operator(Optional.empty(), null), null, request, response);
  }

  /** Signs in a user of the provider and returns the page that they wanted. */
  String begin(ProviderUser user, HttpServletRequest request, HttpServletResponse response) {
    return begin(caller(user, user.person()), user, request, response);
  }

  /** Creates a new session with a new id and none of the previous session's attributes. */
  private String begin(
      Caller caller,
      @Nullable ProviderUser user,
      HttpServletRequest request,
      HttpServletResponse response) {
    String page = wanted.path(request);
    wanted.removeRequest(request, response);
    formTokens.saveToken(null, request, response);
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    Collections.list(session.getAttributeNames()).forEach(session::removeAttribute);
    new SignIn(settings.console().clock().instant(), user, all).keepIn(session);
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
   * Reads again who is signed in, since the account may have been unbound, or the user deleted or
   * moved: updates the caller of the session, or ends it if it is no longer the same user. Binds
   * nothing: an account that was unbound needs a new sign-in.
   *
   * @throws OrgtableException if the account cannot be read
   */
  void refresh(HttpServletRequest request) {
    SignIn.of(request)
        .ifPresent(signIn -> signIn.user().ifPresent(user -> refresh(request, signIn, user)));
  }

  private void refresh(HttpServletRequest request, SignIn signIn, ProviderUser user) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    Optional<Person> now = person(user);
    if (now.filter(person -> isSame(user.person(), person)).isEmpty()) {
      signIn.end();
      return;
    }
    Caller caller = caller(user, now.get());
    if (session.getAttribute(CONTEXT) instanceof SecurityContext known
        && known.getAuthentication() instanceof CallerAuthentication authentication
        && !authentication.getPrincipal().equals(caller)) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(CallerAuthentication.signedIn(caller));
      session.setAttribute(CONTEXT, context);
    }
  }

  private Optional<Person> person(ProviderUser user) {
    try {
      return persons.find(
          settings.console().openId().orElseThrow().issuer(),
          user.getSubject(),
          user.verified(),
          null);
    } catch (AccountConflict e) {
      return Optional.empty();
    }
  }

  /** A person without a user at sign-in may have become one since. */
  private static boolean isSame(Person before, Person now) {
    return before.userId() == null
        ? before.user().equals(now.user())
        : before.userId().equals(now.userId());
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
