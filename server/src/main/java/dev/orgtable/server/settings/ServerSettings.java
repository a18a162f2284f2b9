package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/**
 * How the server works.
 *
 * @param table the table's name or ARN
 * @param address where to listen
 * @param port 1 to 65535, or 0 for any that is free
 * @param tokens which tokens of persons are taken; empty if none are
 * @param requestsPerMinute how many requests one credential may make in a minute, at least 1
 * @param console who can sign in to the console
 * @param invitations how invitations reach people
 * @param organisationsADay how many organisations one person may create in a day, at least 1;
 *     counted by each server. API keys and operators have no such limit
 */
public record ServerSettings(
    String table,
    InetAddress address,
    int port,
    Optional<Tokens> tokens,
    int requestsPerMinute,
    ConsoleSettings console,
    InvitationSettings invitations,
    int organisationsADay) {

  /** How many organisations one person may create in a day, by default. */
  public static final int ORGANISATIONS_A_DAY = 20;

  /** How many requests one credential may make in a minute, by default. */
  public static final int REQUESTS_PER_MINUTE = 6000;

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the bounds.
   *
   * @throws InvalidInput if one is out of range
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
    if (console.links().isPresent() && !address.isLoopbackAddress()) {
      throw new InvalidInput(
          "links", "must be left out unless the server listens on loopback alone");
    }
    if (console.openId().isPresent()
        && console.publicUrl().isEmpty()
        && !address.isLoopbackAddress()) {
      throw new InvalidInput(
          "publicUrl", "is required where people of other machines sign in by OpenID Connect");
    }
  }

  /** Settings of a server whose console nobody can sign in to, and that sends no mails. */
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
        ORGANISATIONS_A_DAY);
  }

  /** Returns whether browsers reach it by TLS alone, so that cookies may be for that. */
  public boolean needsSecureCookies() {
    return console.isBehindTls() || !address.isLoopbackAddress();
  }

  /**
   * Returns what a cookie is called: with the prefix by which browsers refuse one that another host
   * of the same domain has set, where TLS allows for it (RFC 6265bis, 4.1.3.2).
   */
  public String cookie(String name) {
    return needsSecureCookies() ? "__Host-" + name : name;
  }

  /** Returns the same for another table. */
  public ServerSettings withTable(String name) {
    return new ServerSettings(
        name, address, port, tokens, requestsPerMinute, console, invitations, organisationsADay);
  }

  /** Returns the same with another console. */
  public ServerSettings withConsole(ConsoleSettings other) {
    return new ServerSettings(
        table, address, port, tokens, requestsPerMinute, other, invitations, organisationsADay);
  }

  /** Returns the same with another way of inviting. */
  public ServerSettings withInvitations(InvitationSettings other) {
    return new ServerSettings(
        table, address, port, tokens, requestsPerMinute, console, other, organisationsADay);
  }

  /** Returns the same with another limit on the organisations that one person creates in a day. */
  public ServerSettings withOrganisationsADay(int most) {
    return new ServerSettings(
        table, address, port, tokens, requestsPerMinute, console, invitations, most);
  }

  /**
   * Which OpenID Connect tokens are taken from persons.
   *
   * @param issuer who signs them; its keys are found by OpenID Connect Discovery unless said
   * @param audience for whom they must be made
   * @param keys where the issuer's keys (JWKS) are; empty to ask the issuer
   */
  public record Tokens(String issuer, String audience, Optional<URI> keys) {}
}
