package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the server.
 *
 * @param table the table's name or ARN
 * @param address the address to listen on
 * @param port 1 to 65535, or 0 for any free port
 * @param tokens which persons' tokens are accepted; empty for none
 * @param requestsPerMinute the rate limit of one credential, at least 1
 * @param console the settings of the console's sign-in
 * @param invitations the settings of invitations
 * @param organisationsADay how many organisations one person may create per day, at least 1;
 *     counted by each server separately. API keys and operators are exempt
 * @param credentialCache how long an API key is accepted without reading it again, 0 seconds to 1
 *     minute; within that time also a key that another process revoked is accepted, and an account
 *     that another process unbound
 * @param subjects what the subjects of persons' tokens are used for
 * @param webhooks the settings of webhooks
 */
public record ServerSettings(
    String table,
    InetAddress address,
    int port,
    Optional<Tokens> tokens,
    int requestsPerMinute,
    ConsoleSettings console,
    InvitationSettings invitations,
    int organisationsADay,
    Duration credentialCache,
    Subjects subjects,
    WebhookSettings webhooks) {

  /** The use of the subject of a person's token, the claim {@code sub}. */
  public enum Subjects {
    /** It is bound to the user at the first sign-in, and leads to the user from then on. */
    BIND,
    /** It is ignored: whoever has the verified address of a user is that user. */
    IGNORE
  }

  /** The default number of organisations that one person may create per day. */
  public static final int ORGANISATIONS_A_DAY = 20;

  /** The default rate limit of one credential, in requests per minute. */
  public static final int REQUESTS_PER_MINUTE = 6000;

  /** The default time for which an authenticated API key is accepted without reading it again. */
  public static final Duration CREDENTIAL_CACHE = Duration.ofSeconds(5);

  private static final Duration LONGEST_CACHE = Duration.ofMinutes(1);
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Validates the settings.
   *
   * @throws InvalidInput if a value is out of range
   */
  public ServerSettings {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new InvalidInput("port", "must be 0 to " + HIGHEST_PORT);
    }
    if (requestsPerMinute < 1) {
      throw new InvalidInput("requestsPerMinute", "must be at least 1");
    }
    if (organisationsADay < 1) {
      throw new InvalidInput("organisationsADay", "must be at least 1");
    }
    if (credentialCache.isNegative() || credentialCache.compareTo(LONGEST_CACHE) > 0) {
      throw new InvalidInput("credentialCache", "must be 0 seconds to 1 minute");
    }
    if (console.links().isPresent() && !address.isLoopbackAddress()) {
      throw new InvalidInput("links", "must be omitted unless the server listens on loopback only");
    }
    if (console.openId().isPresent()
        && console.publicUrl().isEmpty()
        && !address.isLoopbackAddress()) {
      throw new InvalidInput(
          "publicUrl", "is required for sign-in by OpenID Connect from other machines");
    }
  }

  /** Creates settings of a server without console sign-in and without mails. */
  public ServerSettings(
      String table, InetAddress address, int port, Optional<Tokens> tokens, int requestsPerMinute) {
    this(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        ConsoleSettings.CLOSED,
        InvitationSettings.DEFAULT,
        ORGANISATIONS_A_DAY,
        CREDENTIAL_CACHE,
        Subjects.BIND,
        WebhookSettings.OFF);
  }

  /**
   * Returns whether browsers reach the server over TLS only, so that cookies can be {@code Secure}.
   */
  public boolean needsSecureCookies() {
    return console.isBehindTls() || !address.isLoopbackAddress();
  }

  /**
   * Returns the full name of a cookie: with TLS, prefixed so that browsers refuse a cookie of that
   * name set by another host of the domain (RFC 6265bis, 4.1.3.2).
   */
  public String cookie(String name) {
    return needsSecureCookies() ? "__Host-" + name : name;
  }

  /** Returns these settings with another table. */
  public ServerSettings withTable(String name) {
    return new ServerSettings(
        name,
        address,
        port,
        tokens,
        requestsPerMinute,
        console,
        invitations,
        organisationsADay,
        credentialCache,
        subjects,
        webhooks);
  }

  /** Returns these settings with another console. */
  public ServerSettings withConsole(ConsoleSettings other) {
    return new ServerSettings(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        other,
        invitations,
        organisationsADay,
        credentialCache,
        subjects,
        webhooks);
  }

  /** Returns these settings with other settings of invitations. */
  public ServerSettings withInvitations(InvitationSettings other) {
    return new ServerSettings(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        console,
        other,
        organisationsADay,
        credentialCache,
        subjects,
        webhooks);
  }

  /** Returns these settings with another daily limit of organisations per person. */
  public ServerSettings withOrganisationsADay(int most) {
    return new ServerSettings(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        console,
        invitations,
        most,
        credentialCache,
        subjects,
        webhooks);
  }

  /**
   * Returns these settings with another time for which API keys are accepted without reading them
   * again.
   */
  public ServerSettings withCredentialCache(Duration time) {
    return new ServerSettings(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        console,
        invitations,
        organisationsADay,
        time,
        subjects,
        webhooks);
  }

  /** Returns these settings with another use of subjects. */
  public ServerSettings withSubjects(Subjects other) {
    return new ServerSettings(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        console,
        invitations,
        organisationsADay,
        credentialCache,
        other,
        webhooks);
  }

  /** Returns these settings with other settings of webhooks. */
  public ServerSettings withWebhooks(WebhookSettings other) {
    return new ServerSettings(
        table,
        address,
        port,
        tokens,
        requestsPerMinute,
        console,
        invitations,
        organisationsADay,
        credentialCache,
        subjects,
        other);
  }

  /**
   * Which OpenID Connect tokens are accepted from persons.
   *
   * @param issuer the issuer; its keys are found by OpenID Connect Discovery by default
   * @param audience the audience that a token must contain
   * @param keys the URL of the issuer's keys (JWKS); empty to use the issuer's metadata
   */
  public record Tokens(String issuer, String audience, Optional<URI> keys) {}
}
