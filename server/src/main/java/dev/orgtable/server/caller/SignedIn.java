package dev.orgtable.server.caller;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Finds the session of somebody signed in to the console. */
public final class SignedIn {

  private SignedIn() {}

  /** Returns the session of a request; empty if the caller is not signed in. */
  public static Optional<HttpSession> session(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false)).filter(SignedIn::isOf);
  }

  private static boolean isOf(HttpSession session) {
    try {
      return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
          != null;
    } catch (IllegalStateException e) { // A concurrent request invalidated the session.
      return false;
    }
  }
}
