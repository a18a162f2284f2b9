package dev.orgtable.server.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys that an issuer publishes, without those that nobody here understands. */
final class PublishedKeys {

  private PublishedKeys() {}

  /**
   * Reads a set of keys. One that is of an unknown type or curve, lacks something or is malformed
   * is left out, as RFC 7517, section 5, asks for: the others are good.
   *
   * @throws ParseException if it is no set of keys
   */
  static JWKSet read(String json) throws ParseException {
    Map<String, Object>[] published =
        JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
    if (published == null) {
      throw new ParseException("there are no keys", 0);
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
      // Left out.
    }
  }
}
