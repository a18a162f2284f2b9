package dev.orgtable.server.console;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.console.page.Shell;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Renders exceptions of console requests as pages. What the caller may not see is reported as not
 * found.
 */
@Component
public final class ConsoleProblems implements HandlerExceptionResolver, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleProblems.class);
  private static final String PAGE = "console/problem";

  private final Shell shell;

  ConsoleProblems(Shell shell) {
    this.shell = shell;
  }

  /** Ordered before the exception handler of the API. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    return Shell.isConsole(request) ? page(request, shown(e)) : null;
  }

  /** Writes the page of a refusal from a filter in front of the controllers. */
  public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) {
    ModelAndView page = page(request, new Shown(problem.code(), problem.detail().getDetail()));
    response.setStatus(problem.code().status().value());
    shell.render(page, request, response);
  }

  private ModelAndView page(HttpServletRequest request, Shown shown) {
    Map<String, Object> model = new LinkedHashMap<>(shell.attributes(request));
    model.put("status", shown.code().status().value());
    model.put("problem", shown.code().title());
    model.put("detail", shown.detail() == null ? "" : shown.detail());
    return new ModelAndView(PAGE, model, shown.code().status());
  }

  private static Shown shown(Exception e) {
    if (e instanceof Problem problem) {
      return hidden(problem);
    }
    if (e instanceof Unavailable away) {
      LOG.warn("the table is unavailable", e);
      return new Shown(Code.UNAVAILABLE, Problem.of(away).getDetail());
    }
    if (e instanceof OrgtableException refused) {
      Code code = Problem.codeOf(refused);
      return code.status() == HttpStatus.NOT_FOUND ? missing() : new Shown(code, e.getMessage());
    }
    if (e instanceof InvalidInput) {
      return missing();
    }
    if (e instanceof ErrorResponse web && web.getStatusCode().is4xxClientError()) {
      return missing();
    }
    LOG.error("a page failed", e);
    return new Shown(Code.INTERNAL_ERROR, "This page could not be shown. See the server's log.");
  }

  private static Shown hidden(Problem problem) {
    boolean field = !problem.errors().isEmpty();
    boolean hidden = problem.code() == Code.FORBIDDEN;
    return field || hidden ? missing() : new Shown(problem.code(), problem.getMessage());
  }

  private static Shown missing() {
    return new Shown(Code.NOT_FOUND, "It may have been deleted, or you may not have access to it.");
  }

  private record Shown(Code code, @Nullable String detail) {}
}
