package dev.orgtable.server.settings;

import dev.orgtable.EmailAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The settings of the console's sign-in.
 *
 * @param openId the OpenID Connect provider that signs people in; empty if none
 * @param operators the verified addresses that have every right
 * @param operatorSubjects the subjects of the provider's accounts that have every right
 * @param links receives the path of each one-time sign-in link for an operator; empty to disable
 *     such links. Anybody who sees the link can sign in, so it is allowed only if the server
 *     listens on loopback
 * @param publicUrl the URL of this server as browsers see it, if a proxy is in front of it; used
 *     for the redirect URI, and cookies are {@code Secure} if it is {@code https}
 * @param clock measures the lifetime of sessions, cookies and one-time links, the refill of rate
 *     limits, the duration of requests, and the pauses between them
 */
public record ConsoleSettings(
    Optional<OpenId> openId,
    Set<EmailAddress> operators,
    Set<String> operatorSubjects,
    Optional<Consumer<String>> links,
    Optional<URI> publicUrl,
    Clock clock) {

  /** Settings with which nobody can sign in. */
  public static final ConsoleSettings CLOSED =
      new ConsoleSettings(Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

  /** Creates settings with a monotonic clock, which is immune to steps of the wall clock. */
  public ConsoleSettings(
      Optional<OpenId> openId,
      Set<EmailAddress> operators,
      Optional<Consumer<String>> links,
      Optional<URI> publicUrl) {
    this(openId, operators, Set.of(), links, publicUrl, new MonotonicClock());
  }

  /** Copies the addresses and the subjects. */
  public ConsoleSettings {
    operators = Set.copyOf(operators);
    operatorSubjects = Set.copyOf(operatorSubjects);
  }

  /** Returns these settings with another public URL. */
  public ConsoleSettings withPublicUrl(URI url) {
    return new ConsoleSettings(openId, operators, operatorSubjects, links, Optional.of(url), clock);
  }

  /** Returns these settings with operators who are named by their subjects. */
  public ConsoleSettings withOperatorSubjects(Set<String> subjects) {
    return new ConsoleSettings(openId, operators, subjects, links, publicUrl, clock);
  }

  /** Returns these settings with another provider. */
  public ConsoleSettings withOpenId(OpenId other) {
    return new ConsoleSettings(
        Optional.of(other), operators, operatorSubjects, links, publicUrl, clock);
  }

  /** Returns these settings with another clock. */
  public ConsoleSettings withClock(Clock other) {
    return new ConsoleSettings(openId, operators, operatorSubjects, links, publicUrl, other);
  }

  /** Returns whether browsers reach the console over TLS. */
  boolean isBehindTls() {
    return publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
  }

  /**
   * An OpenID Connect provider, and this server's registration as its client.
   *
   * @param issuer the issuer, whose metadata is discovered at the first sign-in
   * @param clientId the client's id
   * @param clientSecret the client's secret; empty for a public client
   */
  public record OpenId(String issuer, String clientId, Optional<String> clientSecret) {

    /** Returns a description without the secret. */
    @Override
    public String toString() {
      return "client " + clientId + " of " + issuer;
    }
  }
}
