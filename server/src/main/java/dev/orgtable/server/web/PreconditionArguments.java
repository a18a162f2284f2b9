package dev.orgtable.server.web;

import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Resolves the {@link Preconditions} parameter of controller methods. Preconditions sent to other
 * methods are refused.
 */
final class PreconditionArguments implements HandlerMethodArgumentResolver, HandlerInterceptor {

  private static final String OURS = "dev.orgtable";

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Preconditions.class;
  }

  @Override
  public Preconditions resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
    if (servlet == null) {
      throw new IllegalStateException("not a servlet request");
    }
    return Preconditions.of(servlet);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackageName().startsWith(OURS)
        && Stream.of(method.getMethodParameters()).noneMatch(this::supportsParameter)) {
      for (String name : Preconditions.HEADERS) {
        if (request.getHeader(name) != null) {
          throw Problem.ofField(name, name + " is not supported: the resource has no ETag");
        }
      }
    }
    return true;
  }
}
