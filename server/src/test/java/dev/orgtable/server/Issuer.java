package dev.orgtable.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.orgtable.UserId;
import dev.orgtable.server.ServerSettings.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** An issuer of tokens on loopback: it signs what it is asked to, and publishes its keys. */
public final class Issuer implements AutoCloseable {

  /** For whom its good tokens are made. */
  public static final String AUDIENCE = "orgtable";

  private static final int BITS = 2048;

  private final HttpServer server;
  private final RSAKey key;

  private Issuer(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
  }

  /** Starts an issuer with a new key. */
  public static Issuer start() {
    try {
      RSAKey key = new RSAKeyGenerator(BITS).keyID("one").generate();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/keys",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
          });
      server.start();
      return new Issuer(server, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the settings of a server that takes this issuer's tokens. */
  public Tokens tokens() {
    return new Tokens(name(), AUDIENCE, Optional.of(URI.create(name() + "/keys")));
  }

  /** Returns the issuer's name. */
  public String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the key that signs good tokens. */
  public RSAKey key() {
    return key;
  }

  /** Returns what a good token of a person says. */
  public JWTClaimsSet.Builder claims(UserId person) {
    return new JWTClaimsSet.Builder()
        .issuer(name())
        .audience(AUDIENCE)
        .subject("subject of " + person)
        .claim("email", person.email())
        .claim("email_verified", true)
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  /** Returns a good token of a person. */
  public String token(UserId person) {
    return sign(claims(person).build());
  }

  /** Returns a token that says what it is asked to, signed with the issuer's key. */
  public String sign(JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
