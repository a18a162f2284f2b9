package dev.orgtable.server.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Marks requests whose credential could not be verified because the issuer or the table was
 * unavailable.
 */
public final class Unchecked {

  private static final String MARK = Unchecked.class.getName();

  private Unchecked() {}

  static void mark(HttpServletRequest request) {
    request.setAttribute(MARK, true);
  }

  /** Returns whether a request is marked. */
  public static boolean is(HttpServletRequest request) {
    return request.getAttribute(MARK) != null;
  }
}
