package dev.orgtable.server.console.signin;

import dev.orgtable.server.security.VerifiedEmail;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Why a provider did not sign somebody in, as the page and the log tell it. */
enum SignInFault {
  NO_ADDRESS("no-address", "email_not_told", VerifiedEmail.Fault.NOT_TOLD.told()),
  UNVERIFIED("unverified", "email_not_verified", VerifiedEmail.Fault.NOT_VERIFIED.told()),
  UNFIT("unfit", "email_not_taken", VerifiedEmail.Fault.NOT_TAKEN.told()),
  FOREIGN_HOST("host", "foreign_host", "the request names another machine: set --public-url"),
  /** The framework's word for an answer of the provider to what no session has asked. */
  LATE("late", "authorization_request_not_found", "it was not begun here, or too long ago"),
  FAILED("failed", "", "");

  private final String page;
  private final String code;
  private final String told;

  SignInFault(String page, String code, String told) {
    this.page = page;
    this.code = code;
    this.told = told;
  }

  static SignInFault of(VerifiedEmail.Fault fault) {
    return switch (fault) {
      case NOT_TOLD -> NO_ADDRESS;
      case NOT_VERIFIED -> UNVERIFIED;
      case NOT_TAKEN -> UNFIT;
    };
  }

  /** Returns which one a failure is. */
  static SignInFault of(Throwable failure) {
    return Stream.iterate(failure, SignInFault::isThere, Throwable::getCause)
        .filter(OAuth2AuthenticationException.class::isInstance)
        .map(each -> ((OAuth2AuthenticationException) each).getError().getErrorCode())
        .flatMap(code -> Stream.of(values()).filter(fault -> fault.code.equals(code)))
        .findFirst()
        .orElse(FAILED);
  }

  private static boolean isThere(@Nullable Throwable failure) {
    return failure != null;
  }

  /** Returns what the page of signing in is told. */
  String page() {
    return page;
  }

  OAuth2AuthenticationException exception() {
    return new OAuth2AuthenticationException(new OAuth2Error(code, told, null));
  }
}
