package dev.orgtable.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.Issuer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Invalid tokens.
 *
 * @param issuer the trusted issuer
 * @param attacker another issuer with its own keys
 * @param person the person that the tokens claim to identify
 */
record BadTokens(Issuer issuer, Issuer attacker, EmailAddress person) {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Returns all invalid tokens, by their defect. */
  Map<String, String> all() {
    Map<String, String> bad = new LinkedHashMap<>();
    addClaims(bad);
    addEmails(bad);
    addAlgorithms(bad);
    addKeysOfTheAttacker(bad);
    addShapes(bad);
    return bad;
  }

  /** Returns an expired token. */
  String expired() {
    return issuer.sign(good().issueTime(null).expirationTime(in(LONG.negated())).build());
  }

  private void addClaims(Map<String, String> bad) {
    bad.put("expired", expired());
    bad.put("never expires", issuer.sign(good().expirationTime(null).build()));
    bad.put("expires with words", issuer.sign(good().claim("exp", "tomorrow").build()));
    bad.put("not yet valid", issuer.sign(good().notBeforeTime(in(LONG)).build()));
    bad.put("of another issuer", issuer.sign(good().issuer(attacker.name()).build()));
    bad.put("of almost the issuer", issuer.sign(good().issuer(issuer.name() + "/").build()));
    bad.put("of no issuer", issuer.sign(good().issuer(null).build()));
    bad.put("for others", issuer.sign(good().audience(List.of("others", "orgtable2")).build()));
    bad.put("for no one", issuer.sign(good().audience((String) null).build()));
    bad.put("for an empty list", issuer.sign(good().audience(List.of()).build()));
  }

  private void addEmails(Map<String, String> bad) {
    for (Object verified : Arrays.asList(false, null, "True", " true", "yes", 1, List.of(true))) {
      String token = issuer.sign(good().claim("email_verified", verified).build());
      bad.put("verified: " + verified, token);
    }
    for (Object email :
        Arrays.asList(null, "", "max", "max@localhost", 7, List.of("max@example.com"))) {
      bad.put("email: " + email, issuer.sign(good().claim("email", email).build()));
    }
  }

  private void addAlgorithms(Map<String, String> bad) {
    bad.put("unsigned", new PlainJWT(good().build()).serialize());
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      bad.put("signed with " + none, headed("{'alg':'%s','kid':'one'}".formatted(none)));
    }
    byte[] der = publicKey();
    bad.put("HMAC with the public key", mac(der));
    bad.put("HMAC with the PEM", mac(text(pem(der, "\n") + "\n")));
    bad.put("HMAC with the PEM, unended", mac(text(pem(der, "\n"))));
    bad.put("HMAC with the JWK", mac(text(issuer.key().toPublicJWK().toJSONString())));
    bad.put("zeros as ECDSA", headed("{'alg':'ES256','kid':'one'}") + encoded(new byte[64]));
  }

  private void addKeysOfTheAttacker(Map<String, String> bad) {
    RSAKey own = attacker.key();
    URI keys = URI.create(attacker.name() + "/keys");
    bad.put("another's signature", forged(issuer.header()));
    bad.put("without key id", forged(new JWSHeader.Builder(JWSAlgorithm.RS256)));
    bad.put("unknown key id", forged(issuer.header().keyID("unknown")));
    bad.put("key id as a path", forged(issuer.header().keyID("../../dev/null")));
    bad.put("jwk", forged(issuer.header().jwk(own.toPublicJWK())));
    bad.put("jku", forged(issuer.header().jwkURL(keys)));
    bad.put("jku and unknown key id", forged(issuer.header().jwkURL(keys).keyID("unknown")));
    bad.put("x5u", forged(issuer.header().x509CertURL(keys)));
    bad.put("wholly another's", attacker.token(person));
  }

  private void addShapes(Map<String, String> bad) {
    for (String type :
        List.of("logout+jwt", "secevent+jwt", "dpop+jwt", "JWE", "application/logout+jwt")) {
      JWSHeader header = issuer.header().type(new JOSEObjectType(type)).build();
      bad.put("typ: " + type, Issuer.sign(header, good().build(), issuer.key()));
    }
    JWSHeader critical = issuer.header().criticalParams(Set.of("x")).customParam("x", 1).build();
    bad.put("critical header", Issuer.sign(critical, good().build(), issuer.key()));
    String[] parts = issuer.token(person).split("\\.", -1);
    String other = issuer.sign(issuer.claims(EmailAddress.of("other@example.com")).build());
    bad.put("another's claims", parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2]);
    bad.put("no signature", parts[0] + "." + parts[1] + ".");
    bad.put("two parts", parts[0] + "." + parts[1]);
    bad.put("five parts", String.join(".", parts) + "." + parts[0] + "." + parts[1]);
    bad.put("large", String.join(".", parts) + "x".repeat(5_000));
    bad.put("deep header", encoded(text("{\"a\":" + "[".repeat(3_000))) + ".e30.e30");
    bad.put("a header that is no JSON", encoded(text("header")) + "." + parts[1] + "." + parts[2]);
    bad.put("no token", "token");
  }

  private JWTClaimsSet.Builder good() {
    return issuer.claims(person);
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }

  private String forged(JWSHeader.Builder header) {
    return Issuer.sign(header.build(), good().build(), attacker.key());
  }

  private String mac(byte[] secret) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build();
      SignedJWT token = new SignedJWT(header, good().build());
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] publicKey() {
    try {
      return issuer.key().toRSAPublicKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(byte[] der, String end) {
    String lines = Base64.getMimeEncoder(64, text(end)).encodeToString(der);
    return "-----BEGIN PUBLIC KEY-----" + end + lines + end + "-----END PUBLIC KEY-----";
  }

  /** Returns valid claims with a given header and without a signature. */
  private String headed(String header) {
    String claims = encoded(text(good().build().toString()));
    return encoded(text(header.replace('\'', '"'))) + "." + claims + ".";
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
