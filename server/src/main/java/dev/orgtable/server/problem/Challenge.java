package dev.orgtable.server.problem;

/** What {@code WWW-Authenticate} says (RFC 6750, section 3). */
public final class Challenge {

  /** No credential was given. */
  public static final String NONE = "Bearer";

  private Challenge() {}

  /** Returns that a credential is none. */
  public static String invalidToken(String description) {
    return of("invalid_token", description);
  }

  /** Returns that a good credential does not allow this. */
  public static String insufficientScope(String description) {
    return of("insufficient_scope", description);
  }

  private static String of(String error, String description) {
    return "Bearer error=\"%s\", error_description=\"%s\""
        .formatted(error, description.replaceAll("[^ !#-\\[\\]-~]", "?"));
  }
}
