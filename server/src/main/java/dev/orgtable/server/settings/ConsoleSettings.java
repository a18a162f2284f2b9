package dev.orgtable.server.settings;

import dev.orgtable.UserId;
import java.net.URI;
import java.time.Clock;
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
 * @param publicUrl where browsers find this server, if something stands in front of it; the
 *     provider leads back there, and cookies are for TLS alone if it is {@code https}
 * @param clock by which sessions, cookies and one-time links end, and limits of requests refill
 */
public record ConsoleSettings(
    Optional<OpenId> openId,
    Set<UserId> operators,
    Optional<Consumer<String>> links,
    Optional<URI> publicUrl,
    Clock clock) {

  /** Nobody can sign in. */
  public static final ConsoleSettings CLOSED =
      new ConsoleSettings(Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

  /** Goes by a clock that no step of the wall clock reaches. */
  public ConsoleSettings(
      Optional<OpenId> openId,
      Set<UserId> operators,
      Optional<Consumer<String>> links,
      Optional<URI> publicUrl) {
    this(openId, operators, links, publicUrl, new MonotonicClock());
  }

  /** Copies the addresses. */
  public ConsoleSettings {
    operators = Set.copyOf(operators);
  }

  /** Returns the same, where browsers find it at another place. */
  public ConsoleSettings withPublicUrl(URI url) {
    return new ConsoleSettings(openId, operators, links, Optional.of(url), clock);
  }

  /** Returns the same with another provider. */
  public ConsoleSettings withOpenId(OpenId other) {
    return new ConsoleSettings(Optional.of(other), operators, links, publicUrl, clock);
  }

  /** Returns the same, going by another clock. */
  public ConsoleSettings withClock(Clock other) {
    return new ConsoleSettings(openId, operators, links, publicUrl, other);
  }

  /** Returns whether browsers reach the console by TLS. */
  boolean isBehindTls() {
    return publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
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
