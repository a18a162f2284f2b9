package dev.orgtable.server.web;

import dev.orgtable.server.caller.CurrentOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a wrong header {@code Orgtable-Acting-For} before anything is read for the request. */
final class ActingForInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    CurrentOrigin.checkActingFor(request);
    return true;
  }
}
