package dev.orgtable.server.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/** A request that found its session, which another request then invalidates. */
class InvalidatedSessionsTest {

  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();
  private final HttpSessionCsrfTokenRepository tokens = new HttpSessionCsrfTokenRepository();
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final Set<SignIn> all = ConcurrentHashMap.newKeySet();
  private final MockHttpSession session = new MockHttpSession();

  /** Returns the session even when it is invalid, as a request that has just read it. */
  private final HttpServletRequest request =
      new RequestWithSession(
          new MockHttpServletRequest() {
            @Override
            public HttpSession getSession(boolean create) {
              return session;
            }
          });

  @BeforeEach
  void signIn() {
    contexts.saveContext(
        new SecurityContextImpl(new TestingAuthenticationToken("ann", "proof")), request, response);
    tokens.saveToken(tokens.generateToken(request), request, response);
    new SignIn(Instant.EPOCH, null, all).keepIn(session);
  }

  @Test
  void a_valid_session_is_read() {
    assertThat(contexts.loadDeferredContext(request).get().getAuthentication()).isNotNull();
    assertThat(tokens.loadToken(request)).isNotNull();
    assertThat(SignIn.of(request)).isPresent();
    assertThat(Collections.list(request.getSession().getAttributeNames())).hasSize(3);
  }

  @Test
  void an_invalid_session_is_empty() {
    session.invalidate();

    assertThat(contexts.loadDeferredContext(request).get().getAuthentication()).isNull();
    assertThat(tokens.loadToken(request)).isNull();
    assertThat(SignIn.of(request)).isEmpty();
    assertThat(Collections.list(request.getSession().getAttributeNames())).isEmpty();
  }

  @Test
  void nothing_is_written_to_an_invalid_session() {
    session.invalidate();

    tokens.saveToken(tokens.generateToken(request), request, response);
    request.getSession().removeAttribute("any");
    request.getSession().invalidate();

    assertThat(tokens.loadToken(request)).isNull();
  }
}
