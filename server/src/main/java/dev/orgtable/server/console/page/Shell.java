package dev.orgtable.server.console.page;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.CallerArgument;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** The layout of every page of the console: who is signed in, and the navigation. */
@Component
public final class Shell {

  private final ObjectProvider<ViewResolver> views;
  private final Brand brand;

  Shell(ObjectProvider<ViewResolver> views, ServerSettings settings) {
    this.views = views;
    this.brand = settings.invitations().brand();
  }

  /** Returns whether a request is for the console, its sign-in or the invitation page. */
  public static boolean isConsole(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/console")
        || path.startsWith("/console/")
        || path.equals("/invitation")
        || path.startsWith("/invitation/")
        || path.startsWith("/login/oauth2/")
        || path.startsWith("/oauth2/");
  }

  /** Returns the model attributes of the layout. */
  public Map<String, Object> attributes(HttpServletRequest request) {
    // Computed before the response is committed, since it may create a session.
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      Objects.requireNonNull(token.getToken());
    }
    Optional<Caller> caller = CallerArgument.current();
    boolean operator = caller.filter(Caller.Operator.class::isInstance).isPresent();
    return Map.of(
        "signedIn", caller.isPresent(),
        "operator", operator,
        "section", section(request.getRequestURI(), operator),
        "myAddress", caller.flatMap(Shell::address).map(EmailAddress::value).orElse(""),
        "brand", isForInvitees(request) ? brand : Brand.NONE);
  }

  private static boolean isForInvitees(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/invitation");
  }

  /** Returns which link of the navigation leads to the pages that a path is one of. */
  private static String section(String path, boolean operator) {
    if (path.startsWith("/console/organisations")) {
      return operator ? "organisations" : "me";
    }
    return Stream.of("users", "jobs", "webhooks", "me")
        .filter(each -> path.startsWith("/console/" + each))
        .findFirst()
        .orElse("");
  }

  /** Returns the verified address of the caller; empty if signed in by a one-time link. */
  public static Optional<EmailAddress> address(Caller caller) {
    return caller instanceof Caller.Operator operator ? operator.address() : caller.person();
  }

  /** Renders a page outside of a controller. */
  public void render(ModelAndView page, HttpServletRequest request, HttpServletResponse response) {
    try {
      view(Objects.requireNonNull(page.getViewName())).render(page.getModel(), request, response);
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }

  private View view(String name) throws Exception {
    for (ViewResolver resolver : views.orderedStream().toList()) {
      @Nullable View view = resolver.resolveViewName(name, Locale.ENGLISH);
      if (view != null) {
        return view;
      }
    }
    throw new IllegalStateException("no template " + name);
  }
}
