package dev.orgtable.server.web;

import dev.orgtable.Cursor;
import dev.orgtable.PageRequest;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Parses {@code limit} (1 to 200, default 50) and {@code cursor} of a list. */
final class PageArguments implements HandlerMethodArgumentResolver {

  /** The names of the parameters. */
  static final Set<String> NAMES = Set.of("limit", "cursor");

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
  private static final int USUAL = 50;
  private static final int MOST = 200;

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == PageRequest.class;
  }

  @Override
  public PageRequest resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return new PageRequest(
        limit(request), Optional.ofNullable(request.getParameter("cursor")).map(Cursor::new));
  }

  static int limit(NativeWebRequest request) {
    return Input.optional("limit", request.getParameter("limit"), PageArguments::limit)
        .orElse(USUAL);
  }

  private static int limit(String text) {
    if (DIGITS.matcher(text).matches()) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw Problem.ofField("limit", "limit must be a number from 1 to " + MOST);
  }
}
