package dev.orgtable.server.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses the keys published by an issuer, without those that are not supported. */
final class PublishedKeys {

  private PublishedKeys() {}

  /**
   * Parses a key set. A key that has an unknown type or curve, or is incomplete or malformed, is
   * skipped, as RFC 7517, section 5, recommends.
   *
   * @throws ParseException if it is not a key set
   */
  static JWKSet read(String json) throws ParseException {
    Map<String, Object>[] published =
        JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
    if (published == null) {
      throw new ParseException("no member \"keys\"", 0);
    }
    List<JWK> known = new ArrayList<>();
    for (Map<String, Object> key : published) {
      add(key, known);
    }
    return new JWKSet(known);
  }

  private static void add(Map<String, Object> key, List<JWK> known) {
    try {
      known.add(JWK.parse(key));
    } catch (ParseException | IllegalArgumentException e) {
      // Skipped.
    }
  }
}
