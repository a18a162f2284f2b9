package dev.orgtable.server.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** An invalid credential. */
final class RefusedCredential extends InvalidBearerTokenException {

  private final CredentialFault fault;
  private final String detail;

  RefusedCredential(CredentialFault fault) {
    this(fault, fault.told(), null);
  }

  /**
   * Creates the refusal.
   *
   * @param detail for the log; must not quote an unverified credential
   */
  RefusedCredential(CredentialFault fault, String detail, @Nullable Throwable cause) {
    super(fault.told(), cause);
    this.fault = fault;
    this.detail = detail;
  }

  CredentialFault fault() {
    return fault;
  }

  String detail() {
    return detail;
  }
}
