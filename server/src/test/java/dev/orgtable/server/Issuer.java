package dev.orgtable.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.settings.ServerSettings.Tokens;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A token issuer on loopback: signs any claims, and publishes its keys. */
public final class Issuer implements AutoCloseable {

  /** The audience of its valid tokens. */
  public static final String AUDIENCE = "orgtable";

  /**
   * How far its clock is ahead, within what is tolerated: its tokens are from after whatever a test
   * did before, although their times are whole seconds.
   */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private static final int BITS = 2048;

  private final HttpServer server;
  private final RSAKey key;
  private final AtomicInteger asked = new AtomicInteger();
  private final IssuerSignIn signIn;
  private volatile String published;
  private volatile UnaryOperator<String> metadata = UnaryOperator.identity();
  private volatile boolean down;

  private Issuer(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
    this.published = new JWKSet(key.toPublicJWK()).toString();
    server.createContext("/keys", exchange -> answer(exchange, published));
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                metadata.apply(
                    """
                    {"issuer":"%1$s","jwks_uri":"%1$s/keys","subject_types_supported":["public"],
                     "response_types_supported":["code"],"authorization_endpoint":"%1$s/authorize",
                     "token_endpoint":"%1$s/token",
                     "userinfo_endpoint":"%1$s/userinfo"}
                    """
                        .formatted(name()))));
    signIn = new IssuerSignIn(this);
    server.createContext("/authorize", signIn::authorize);
    server.createContext("/token", signIn.orElsewhere(signIn::token));
    server.createContext(
        "/userinfo", signIn.orElsewhere(exchange -> answer(exchange, signIn.userInfo())));
  }

  /** Returns its sign-in endpoints for the console. */
  public IssuerSignIn signIn() {
    return signIn;
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    asked.incrementAndGet();
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(down ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Starts an issuer with a new key. */
  public static Issuer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Issuer issuer = new Issuer(server, newKey("one"));
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a new key that is not published. */
  public static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(BITS).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes other keys. */
  public void publish(RSAKey... keys) {
    published =
        new JWKSet(Stream.of(keys).map(each -> (JWK) each.toPublicJWK()).toList()).toString();
  }

  /** Publishes its key after a given one, in JSON. */
  public void publishAfter(String other) {
    published = "{\"keys\":[" + other + "," + key.toPublicJWK() + "]}";
  }

  /** Replaces its metadata, in JSON. */
  public void describeOtherwise(UnaryOperator<String> change) {
    metadata = change;
  }

  /** Makes every request fail, or work again. */
  public void setDown(boolean down) {
    this.down = down;
  }

  /** Returns the number of requests received. */
  public int asked() {
    return asked.get();
  }

  /** Returns settings that accept this issuer's tokens. */
  public Tokens tokens() {
    return new Tokens(name(), AUDIENCE, Optional.of(URI.create(name() + "/keys")));
  }

  /** Returns settings that discover this issuer's keys. */
  public Tokens tokensByDiscovery() {
    return new Tokens(name(), AUDIENCE, Optional.empty());
  }

  /** Returns the issuer's identifier. */
  public String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the key that signs valid tokens. */
  public RSAKey key() {
    return key;
  }

  /** Returns the subject of a person. */
  public static String subject(EmailAddress person) {
    return "subject of " + person;
  }

  /** Returns the claims of a valid token of a person. */
  public JWTClaimsSet.Builder claims(EmailAddress person) {
    return new JWTClaimsSet.Builder()
        .issuer(name())
        .audience(AUDIENCE)
        .subject(subject(person))
        .claim("email", person.value())
        .claim("email_verified", true)
        .issueTime(Date.from(Instant.now().plus(AHEAD)))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  /** Returns a valid token of a person. */
  public String token(EmailAddress person) {
    return sign(claims(person).build());
  }

  /** Returns a token with given claims, signed with the issuer's key. */
  public String sign(JWTClaimsSet claims) {
    return sign(header().build(), claims, key);
  }

  /** Returns the header of a valid token. */
  public JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
  }

  /** Returns a token with given claims, signed with a given key. */
  public static String sign(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
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
