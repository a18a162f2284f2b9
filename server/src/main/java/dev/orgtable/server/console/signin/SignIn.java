package dev.orgtable.server.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/**
 * A sign-in, kept in the session: when it started, and the ID token. It ends 12 hours after it
 * started, or 30 minutes after the last request.
 */
final class SignIn implements HttpSessionBindingListener {

  static final Duration LONGEST = Duration.ofHours(12);
  static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

  private static final String NAME = SignIn.class.getName();

  private final Instant begun;
  private final @Nullable ProviderUser user;
  private final Set<SignIn> all;
  private volatile Instant seen;
  private volatile @Nullable HttpSession session;

  /**
   * Creates a sign-in.
   *
   * @param user the provider's user; null for a one-time link
   * @param all the registry of active sign-ins, which this one joins while it lasts
   */
  SignIn(Instant begun, @Nullable ProviderUser user, Set<SignIn> all) {
    this.begun = begun;
    this.seen = begun;
    this.user = user;
    this.all = all;
  }

  /** Returns the sign-in of the caller; empty if not signed in. */
  static Optional<SignIn> of(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> (SignIn) session.getAttribute(NAME));
  }

  void keepIn(HttpSession kept) {
    kept.setMaxInactiveInterval((int) LONGEST_IDLE.toSeconds());
    kept.setAttribute(NAME, this);
  }

  Optional<OidcIdToken> proof() {
    return user().map(ProviderUser::getIdToken);
  }

  /** Returns the provider's user; empty for a one-time link. */
  Optional<ProviderUser> user() {
    return Optional.ofNullable(user);
  }

  /**
   * Returns whether a logout applies to this sign-in. If the ID token has no session id, the
   * subject alone decides.
   */
  boolean isOf(@Nullable String subject, @Nullable String sessionId) {
    return user != null && isOf(user.getIdToken(), subject, sessionId);
  }

  private static boolean isOf(
      OidcIdToken token, @Nullable String subject, @Nullable String sessionId) {
    String told = token.getClaimAsString("sid");
    boolean ofSubject = subject != null && subject.equals(token.getSubject());
    return (sessionId == null || told == null)
        ? ofSubject
        : (sessionId.equals(told) && (subject == null || ofSubject));
  }

  /** Returns whether the provider issued the ID token after this time, by its own clock. */
  boolean isProvenAfter(Instant moment) {
    return proof().map(OidcIdToken::getIssuedAt).filter(at -> at.isAfter(moment)).isPresent();
  }

  boolean isOver(Instant now) {
    return !now.isBefore(begun.plus(LONGEST)) || !now.isBefore(seen.plus(LONGEST_IDLE));
  }

  void seen(Instant now) {
    seen = now;
  }

  /** Ends the sign-in and invalidates its session, even while requests are in flight. */
  void end() {
    HttpSession kept = session;
    if (kept != null) {
      try {
        kept.invalidate();
      } catch (IllegalStateException e) { // A concurrent request invalidated the session.
        all.remove(this);
      }
    }
  }

  @Override
  public void valueBound(HttpSessionBindingEvent event) {
    session = event.getSession();
    all.add(this);
  }

  @Override
  public void valueUnbound(HttpSessionBindingEvent event) {
    all.remove(this);
  }
}
