package dev.orgtable.server.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** A credential that was shown and is none. */
final class RefusedCredential extends InvalidBearerTokenException {

  private final CredentialFault fault;
  private final String detail;

  RefusedCredential(CredentialFault fault) {
    this(fault, fault.told(), null);
  }

  /**
   * Refuses a credential.
   *
   * @param detail for the log; never a part of the credential that nobody has signed
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
