package dev.orgtable.server.idempotency;

import dev.orgtable.server.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A {@code POST}, or a part of one that is done by itself.
 *
 * @param request the request
 * @param caller who makes it
 * @param body what it says, read
 * @param part what tells this part from the others; empty for the whole request
 */
public record Call(HttpServletRequest request, Caller caller, Object body, String part) {

  /** A whole request. */
  public Call(HttpServletRequest request, Caller caller, Object body) {
    this(request, caller, body, "");
  }

  /** Returns a part of this request. */
  public Call part(String name) {
    return new Call(request, caller, body, name);
  }
}
