package dev.orgtable.server.problem;

/** Values of the header {@code WWW-Authenticate} (RFC 6750, section 3). */
public final class Challenge {

  /** The challenge if no credential was given. */
  public static final String NONE = "Bearer";

  private Challenge() {}

  /** Returns the challenge for an invalid credential. */
  public static String invalidToken(String description) {
    return of("invalid_token", description);
  }

  /** Returns the challenge for a valid credential that lacks a scope. */
  public static String insufficientScope(String description) {
    return of("insufficient_scope", description);
  }

  private static String of(String error, String description) {
    return "Bearer error=\"%s\", error_description=\"%s\""
        .formatted(error, description.replaceAll("[^ !#-\\[\\]-~]", "?"));
  }
}
