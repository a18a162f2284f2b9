package dev.orgtable.server.security;

import dev.orgtable.OrgtableException;
import org.springframework.security.core.AuthenticationException;

/** The refusal of a valid token whose account leads to no user. */
final class RefusedAccount extends AuthenticationException {

  private final OrgtableException refusal;

  RefusedAccount(OrgtableException refusal) {
    super(String.valueOf(refusal.getMessage()), refusal);
    this.refusal = refusal;
  }

  OrgtableException refusal() {
    return refusal;
  }
}
