package dev.orgtable.server;

import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs people in by OpenID Connect without a dialog, as the user that a test has set. Issues a
 * token only for a matching code, PKCE verifier and client secret.
 */
public final class IssuerSignIn implements SignInProvider {

  private static final String CLIENT = "console";
  private static final String SECRET = "the secret of the console";

  private final Issuer issuer;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile EmailAddress person = EmailAddress.of("nobody@example.com");
  private volatile boolean verified = true;
  private volatile Optional<String> userInfo = Optional.empty();
  private volatile String subject = "subject of " + person;
  private volatile Optional<URI> elsewhere = Optional.empty();
  private volatile UnaryOperator<String> answer = UnaryOperator.identity();

  IssuerSignIn(Issuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public void as(EmailAddress user, boolean isVerified) {
    person = user;
    verified = isVerified;
    userInfo = Optional.empty();
    subject = "subject of " + user;
    elsewhere = Optional.empty();
    answer = UnaryOperator.identity();
  }

  /** Sets another subject. */
  public void nameSubject(String other) {
    subject = other;
  }

  /** Redirects requests that carry secrets to another URL. */
  public void leadElsewhere(URI place) {
    elsewhere = Optional.of(place);
  }

  /** Replaces the response of the token endpoint, in JSON. */
  public void answerOtherwise(UnaryOperator<String> change) {
    answer = change;
  }

  HttpHandler orElsewhere(HttpHandler endpoint) {
    return exchange -> {
      if (elsewhere.isEmpty()) {
        endpoint.handle(exchange);
        return;
      }
      exchange.getResponseHeaders().add("Location", elsewhere.get().toString());
      exchange.sendResponseHeaders(307, -1);
      exchange.close();
    };
  }

  /** Returns claims from UserInfo only, in JSON; the ID token has the subject. */
  public void tellAtUserInfo(EmailAddress user, String json) {
    as(user);
    userInfo = Optional.of(json);
  }

  String userInfo() {
    return userInfo.orElse("{}");
  }

  @Override
  public void setDown(boolean down) {
    issuer.setDown(down);
  }

  @Override
  public OpenId settings() {
    return new OpenId(issuer.name(), CLIENT, Optional.of(SECRET));
  }

  void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            asked.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  void token(HttpExchange exchange) throws IOException {
    Map<String, String> sent =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked =
        Optional.ofNullable(codes.remove(sent.getOrDefault("code", ""))).orElse(Map.of());
    boolean good =
        basic().equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && challenge(sent.getOrDefault("code_verifier", ""))
                .equals(asked.get("code_challenge"));
    String told =
        good
            ? "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                .formatted(idToken(asked.getOrDefault("nonce", "")))
            : "{\"error\":\"invalid_grant\"}";
    byte[] body = answer.apply(told).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(good ? 200 : 400, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String idToken(String nonce) {
    JWTClaimsSet claims =
        issuer
            .claims(person)
            .subject(subject)
            .audience(CLIENT)
            .issueTime(Date.from(Instant.now()))
            .claim("nonce", nonce)
            .claim("email", userInfo.isEmpty() ? person.value() : null)
            .claim("email_verified", userInfo.isEmpty() ? verified : null)
            .build();
    return issuer.sign(claims);
  }

  private static String basic() {
    String secret = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((CLIENT + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    return Stream.of(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }
}
