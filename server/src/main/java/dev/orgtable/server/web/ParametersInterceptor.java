package dev.orgtable.server.web;

import dev.orgtable.PageRequest;
import dev.orgtable.event.EventRequest;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Names;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a query with a parameter that the controller method does not declare, or that is given
 * twice: ignoring a misspelt filter would widen the result. Only {@code GET} takes parameters.
 */
final class ParametersInterceptor implements HandlerInterceptor {

  private static final String OURS = "dev.orgtable";

  private final Map<Method, Known> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String query = request.getQueryString();
    if (query == null || query.isEmpty()) {
      return true;
    }
    if (handler instanceof HandlerMethod method && isOurs(method)) {
      check(request, query, method);
    }
    return true;
  }

  private static boolean isOurs(HandlerMethod method) {
    Class<?> controller = method.getBeanType();
    return controller.getPackageName().startsWith(OURS)
        && !ErrorController.class.isAssignableFrom(controller)
        && !method.hasMethodAnnotation(AnyQuery.class);
  }

  private void check(HttpServletRequest request, String query, HandlerMethod method) {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      throw refusal(request, Names.shown(query.split("[=&]", 2)[0]), "this operation takes none");
    }
    Known names = known.computeIfAbsent(method.getMethod(), each -> Known.of(method));
    request.getParameterMap().forEach((name, values) -> check(request, name, values, names));
  }

  private static void check(HttpServletRequest request, String name, String[] values, Known known) {
    if (!known.names().contains(name)) {
      throw refusal(request, Names.shown(name), known.hint(name));
    }
    if (values.length > 1) {
      throw problem(request, name, name + " must be given once");
    }
  }

  private static Problem refusal(HttpServletRequest request, String name, String hint) {
    return problem(request, name, name + " is not a parameter of this operation; " + hint);
  }

  /** On a page, a wrong parameter is reported as not found. */
  private static Problem problem(HttpServletRequest request, String name, String message) {
    return Rights.isApi(request.getRequestURI())
        ? Problem.ofField(name, message)
        : new Problem(Code.INVALID_REQUEST, message);
  }

  /**
   * The parameters of a controller method.
   *
   * @param names the names, sorted
   */
  private record Known(Set<String> names) {

    static Known of(HandlerMethod method) {
      Set<String> names = new TreeSet<>();
      for (MethodParameter parameter : method.getMethodParameters()) {
        RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
        if (declared != null) {
          names.add(
              declared.name().isEmpty() ? parameter.getParameter().getName() : declared.name());
        }
        if (parameter.getParameterType() == PageRequest.class) {
          names.addAll(PageArguments.NAMES);
        }
        if (parameter.getParameterType() == EventRequest.class) {
          names.addAll(EventArguments.NAMES);
        }
      }
      return new Known(names);
    }

    String hint(String name) {
      Optional<String> nearest = Names.nearest(name, names);
      if (nearest.isPresent()) {
        return "did you mean " + nearest.get() + "?";
      }
      return names.isEmpty() ? "it takes none" : "it takes " + String.join(", ", names);
    }
  }
}
