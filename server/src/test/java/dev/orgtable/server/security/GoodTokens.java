package dev.orgtable.server.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.Issuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Valid tokens.
 *
 * @param issuer the issuer
 * @param person the person
 */
record GoodTokens(Issuer issuer, EmailAddress person) {

  /** Returns all valid tokens, by their particularity. */
  Map<String, String> all() {
    Map<String, String> good = new LinkedHashMap<>();
    good.put("plain", issuer.token(person));
    good.put(
        "for many",
        issuer.sign(issuer.claims(person).audience(List.of("others", Issuer.AUDIENCE)).build()));
    for (String spelling : List.of("Max@Example.COM", " max@example.com ", "MAX@EXAMPLE.com")) {
      good.put(spelling, issuer.sign(issuer.claims(person).claim("email", spelling).build()));
    }
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
      good.put(
          algorithm.getName(),
          signed(new JWSHeader.Builder(algorithm).keyID(issuer.key().getKeyID()).build()));
    }
    for (String type : List.of("JWT", "jwt", "at+jwt", "application/at+jwt", "AT+JWT")) {
      good.put(type, signed(issuer.header().type(new JOSEObjectType(type)).build()));
    }
    good.put(
        "verified in words",
        issuer.sign(issuer.claims(person).claim("email_verified", "true").build()));
    good.put("without key id", signed(new JWSHeader(JWSAlgorithm.RS256)));
    return good;
  }

  private String signed(JWSHeader header) {
    return Issuer.sign(header, issuer.claims(person).build(), issuer.key());
  }
}
