package dev.orgtable.server.console.signin;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose session is empty, instead of failing, once a concurrent request has invalidated
 * it. Spring Security reads and writes the session at several places of each request, and a
 * sign-out may come between any two of them.
 */
final class RequestWithSession extends HttpServletRequestWrapper {

  private static final Logger LOG = LoggerFactory.getLogger(RequestWithSession.class);

  RequestWithSession(HttpServletRequest request) {
    super(request);
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    HttpSession session = super.getSession(create);
    return session == null ? null : new EmptyOnceInvalid(session);
  }

  @Override
  public HttpSession getSession() {
    return new EmptyOnceInvalid(super.getSession());
  }

  private record EmptyOnceInvalid(HttpSession session) implements HttpSession {

    private static <T> Optional<T> read(Supplier<@Nullable T> value) {
      try {
        return Optional.ofNullable(value.get());
      } catch (IllegalStateException e) { // A concurrent request invalidated the session.
        return Optional.empty();
      }
    }

    private static void write(Runnable change) {
      try {
        change.run();
      } catch (IllegalStateException e) { // A concurrent request invalidated the session.
        LOG.debug("nothing is written to an invalid session");
      }
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return read(() -> session.getAttribute(name)).orElse(null);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
      return read(session::getAttributeNames).orElseGet(Collections::emptyEnumeration);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
      write(() -> session.setAttribute(name, value));
    }

    @Override
    public void removeAttribute(String name) {
      write(() -> session.removeAttribute(name));
    }

    @Override
    public void invalidate() {
      write(session::invalidate);
    }

    @Override
    public boolean isNew() {
      return read(session::isNew).orElse(false);
    }

    @Override
    public long getCreationTime() {
      return read(session::getCreationTime).orElse(0L);
    }

    @Override
    public long getLastAccessedTime() {
      return read(session::getLastAccessedTime).orElse(0L);
    }

    @Override
    public String getId() {
      return session.getId();
    }

    @Override
    public ServletContext getServletContext() {
      return session.getServletContext();
    }

    @Override
    public int getMaxInactiveInterval() {
      return session.getMaxInactiveInterval();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
      session.setMaxInactiveInterval(seconds);
    }
  }
}
