package dev.orgtable.server.caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Finds the sessions of those who have signed in to the console. */
public final class SignedIn {

  private SignedIn() {}

  /** Returns the session of whoever asks; empty if they have not signed in. */
  public static Optional<HttpSession> session(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false)).filter(SignedIn::isOf);
  }

  private static boolean isOf(HttpSession session) {
    try {
      return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
          != null;
    } catch (IllegalStateException e) { // Another request has just ended it.
      return false;
    }
  }
}
