package dev.orgtable.server.console.page;

import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.CallerArgument;
import dev.orgtable.server.console.panel.RequestLog;
import dev.orgtable.server.web.RequestCosts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Adds the layout attributes to each page, and the requests of the last action to the page that
 * follows it.
 */
@Component
public final class Frame implements HandlerInterceptor {

  static final String DID = "did";

  private final Shell shell;
  private final RequestCosts costs;

  Frame(Shell shell, RequestCosts costs) {
    this.shell = shell;
    this.costs = costs;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView page) {
    if (page == null) {
      return;
    }
    boolean action = request.getMethod().equals("POST") && mayKnow(request);
    if (Objects.toString(page.getViewName(), "").startsWith("redirect:")) {
      if (action) {
        RequestContextUtils.getOutputFlashMap(request).put(DID, RequestLog.of(costs));
      }
      return;
    }
    page.addAllObjects(shell.attributes(request));
    if (action) {
      page.addObject(DID, RequestLog.of(costs));
    }
  }

  /**
   * Returns whether the caller may see DynamoDB requests: operators, and owners of the
   * organisation.
   */
  private static boolean mayKnow(HttpServletRequest request) {
    return CallerArgument.current().filter(Caller.Operator.class::isInstance).isPresent()
        || request.getRequestURI().startsWith("/console/organisations");
  }
}
