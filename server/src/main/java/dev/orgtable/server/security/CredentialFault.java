package dev.orgtable.server.security;

import dev.orgtable.web.VerifiedEmail;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;

/** Why a credential of the API is invalid. */
enum CredentialFault {
  SEVERAL("more than one credential was given"),
  MALFORMED("the credential is not a well-formed token"),
  API_KEY("the API key is not valid"),
  NO_TOKENS("this server accepts API keys only"),
  SIGNATURE("the token is not signed with a key of the issuer"),
  CLAIMS("a claim of the token is malformed, or two contradict each other"),
  TYPE("the type (typ) is not JWT, at+jwt or application/at+jwt"),
  TIME("the token has expired or is not valid yet (exp, nbf)"),
  NO_END("the claim exp is missing"),
  ISSUER("the claim iss is not the issuer that this server trusts"),
  AUDIENCE("the claim aud does not contain the audience of this server"),
  SUBJECT("the claim sub is missing, or longer than 255 characters"),
  OUTDATED(
      "the claim iat is missing, or from long before the user was created or before an account was unbound:"
          + " get a new token"),
  EMAIL_NOT_TOLD(VerifiedEmail.Fault.NOT_TOLD.told()),
  EMAIL_NOT_VERIFIED(VerifiedEmail.Fault.NOT_VERIFIED.told()),
  EMAIL_NOT_TAKEN(VerifiedEmail.Fault.NOT_TAKEN.told());

  private final String told;

  CredentialFault(String told) {
    this.told = told;
  }

  static CredentialFault of(VerifiedEmail.Fault fault) {
    return switch (fault) {
      case NOT_TOLD -> EMAIL_NOT_TOLD;
      case NOT_VERIFIED -> EMAIL_NOT_VERIFIED;
      case NOT_TAKEN -> EMAIL_NOT_TAKEN;
    };
  }

  /**
   * Returns the description for the caller: ASCII without quotes, as RFC 6750, section 3, requires.
   */
  String told() {
    return told;
  }

  /** Returns the result of a failed validator; the detail is for the log. */
  OAuth2TokenValidatorResult failure(String detail) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error(name(), detail, null));
  }
}
