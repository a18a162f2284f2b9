package dev.orgtable.server.idempotency;

import dev.orgtable.server.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * A {@code POST} request, or one independently executed part of it.
 *
 * @param request the request
 * @param caller the caller
 * @param body the parsed body
 * @param part distinguishes this part from the others; empty for the whole request
 */
public record Call(HttpServletRequest request, Caller caller, Object body, String part) {

  /** Creates a call for a whole request. */
  public Call(HttpServletRequest request, Caller caller, Object body) {
    this(request, caller, body, "");
  }

  /** Creates a call for a whole request that has no body. */
  public Call(HttpServletRequest request, Caller caller) {
    this(request, caller, Map.of());
  }

  /** Returns a part of this call. */
  public Call part(String name) {
    return new Call(request, caller, body, name);
  }
}
