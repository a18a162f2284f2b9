package dev.orgtable.server.caller;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves the {@link Caller} parameter of controller methods. */
public final class CallerArgument implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return authentication().getPrincipal();
  }

  /** Returns the caller of the current request; empty if unauthenticated. */
  public static Optional<Caller> current() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .filter(CallerAuthentication.class::isInstance)
        .map(each -> ((CallerAuthentication) each).getPrincipal());
  }

  /**
   * Returns the authentication of the current request: the caller and its scopes.
   *
   * @throws IllegalStateException if the request is unauthenticated
   */
  public static CallerAuthentication authentication() {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication authentication) {
      return authentication;
    }
    throw new IllegalStateException("an unauthenticated request passed the filters");
  }
}
