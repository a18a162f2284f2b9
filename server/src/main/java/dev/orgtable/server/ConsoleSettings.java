package dev.orgtable.server;

import dev.orgtable.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who can sign in to the console, and how.
 *
 * @param openId the OpenID Connect provider that signs people in; empty if none does
 * @param operators the verified addresses that may do everything
 * @param links is told the path of each one-time link for an operator; empty if there are none.
 *     Whoever sees the link can sign in: only where the server listens on loopback
 */
public record ConsoleSettings(
    Optional<OpenId> openId, Set<UserId> operators, Optional<Consumer<String>> links) {

  /** Nobody can sign in. */
  public static final ConsoleSettings CLOSED =
      new ConsoleSettings(Optional.empty(), Set.of(), Optional.empty());

  /** Copies the addresses. */
  public ConsoleSettings {
    operators = Set.copyOf(operators);
  }

  /**
   * An OpenID Connect provider, and what it knows this server as.
   *
   * @param issuer the provider, found by OpenID Connect Discovery when somebody first signs in
   * @param clientId the client's id
   * @param clientSecret the client's secret; empty for a public client
   */
  public record OpenId(String issuer, String clientId, Optional<String> clientSecret) {

    /** Returns what it is, not the secret. */
    @Override
    public String toString() {
      return "client " + clientId + " of " + issuer;
    }
  }
}
