package dev.orgtable.server.console.signin;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie that holds the state of an anonymous visitor, so that it uses no memory here. The value
 * is encrypted and authenticated (JWE, A256GCM) with a key that never leaves this process: a cookie
 * that was planted, altered, or made for another purpose or by another process is ignored.
 */
final class SealedCookie {

  /** Browsers store up to 4,096 bytes, including name and attributes. */
  private static final int LONGEST = 3_800;

  private static final int KEY_BYTES = 32;
  private static final String SEALED_AT = "sealedAt";
  private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

  /** The prefix of every value sealed here. Without it not even the header is parsed. */
  private static final String BEGINNING = HEADER.toBase64URL() + "..";

  private final String name;
  private final Duration validFor;
  private final boolean secure;
  private final byte[] key = new byte[KEY_BYTES];
  private final Clock clock;

  /**
   * Creates a cookie with a key of its own.
   *
   * @param name the name, without the prefix used with TLS
   * @param validFor the lifetime, enforced by this process
   */
  SealedCookie(String name, Duration validFor, ServerSettings settings) {
    this.name = settings.cookie(name);
    this.validFor = validFor;
    this.secure = settings.needsSecureCookies();
    this.clock = settings.console().clock();
    new SecureRandom().nextBytes(key);
  }

  /**
   * Seals the values and sets the cookie.
   *
   * @param values strings, and other values that JSON can represent
   * @throws IllegalArgumentException if the values do not fit into a cookie
   */
  void write(Map<String, Object> values, HttpServletResponse response) {
    Map<String, Object> all = new HashMap<>(values);
    all.put(SEALED_AT, clock.millis());
    JWEObject sealed = new JWEObject(HEADER, new Payload(all));
    try {
      sealed.encrypt(new DirectEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
    String value = sealed.serialize();
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(name + " is too large for a cookie");
    }
    set(value, validFor, response);
  }

  /** Returns the values of the cookie; empty unless this process sealed it within its lifetime. */
  Optional<Map<String, Object>> read(HttpServletRequest request) {
    return cookies(request).map(Cookie::getValue).flatMap(this::open).findFirst();
  }

  /** Expires the cookie, if the browser sent it. */
  void remove(HttpServletRequest request, HttpServletResponse response) {
    if (cookies(request).findAny().isPresent()) {
      set("", Duration.ZERO, response);
    }
  }

  private Stream<Cookie> cookies(HttpServletRequest request) {
    return Stream.of(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
        .filter(each -> each.getName().equals(name));
  }

  private Stream<Map<String, Object>> open(String value) {
    if (value.length() > LONGEST || !value.startsWith(BEGINNING)) {
      return Stream.empty();
    }
    try {
      JWEObject sealed = JWEObject.parse(value);
      sealed.decrypt(new DirectDecrypter(key));
      Map<String, Object> values = sealed.getPayload().toJSONObject();
      return Stream.ofNullable(values).filter(this::isInTime);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private boolean isInTime(Map<String, Object> values) {
    return values.get(SEALED_AT) instanceof Number at
        && clock.millis() - at.longValue() < validFor.toMillis();
  }

  private void set(String value, Duration age, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .path("/")
            .maxAge(age)
            .httpOnly(true)
            .secure(secure)
            .sameSite("Lax")
            .build()
            .toString());
  }
}
