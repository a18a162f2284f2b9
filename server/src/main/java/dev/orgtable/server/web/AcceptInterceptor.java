package dev.orgtable.server.web;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses callers that do not accept JSON before the operation is executed. */
final class AcceptInterceptor implements HandlerInterceptor {

  private static final String OURS = "dev.orgtable";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackageName().startsWith(OURS)
        && !takesJson(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
      throw new Problem(Code.NOT_ACCEPTABLE, Code.NOT_ACCEPTABLE.title());
    }
    return true;
  }

  private static boolean takesJson(List<String> accept) {
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accept);
      return types.isEmpty()
          || types.stream()
              .filter(MediaType.APPLICATION_JSON::isCompatibleWith)
              .max(Comparator.comparing(MediaType::isConcrete))
              .filter(nearest -> nearest.getQualityValue() > 0)
              .isPresent();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
