package dev.orgtable.server.console.signin;

import dev.orgtable.web.VerifiedEmail;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Why a sign-in failed, with the texts for the page and the log. */
enum SignInFault {
  NO_ADDRESS("no-address", "email_not_told", VerifiedEmail.Fault.NOT_TOLD.told()),
  UNVERIFIED("unverified", "email_not_verified", VerifiedEmail.Fault.NOT_VERIFIED.told()),
  UNFIT("unfit", "email_not_taken", VerifiedEmail.Fault.NOT_TAKEN.told()),
  ACCOUNT(
      "account",
      "account_conflict",
      "the address belongs to a user with another account of the provider"),
  OUTDATED(
      "again",
      "account_conflict_outdated",
      "the sign-in is from long before the user was created, or from before an account was unbound"),
  FOREIGN_HOST("host", "foreign_host", "the request's host is not this machine: set --public-url"),
  /** The framework's error code for a callback that matches no authorization request. */
  LATE(
      "late",
      "authorization_request_not_found",
      "the sign-in was not started here, or too long ago"),
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

  /** Returns the fault that an exception stands for. */
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

  /** Returns the error parameter of the sign-in page. */
  String page() {
    return page;
  }

  OAuth2AuthenticationException exception() {
    return new OAuth2AuthenticationException(new OAuth2Error(code, told, null));
  }
}
