package dev.orgtable.server.security;

import dev.orgtable.UserId;
import dev.orgtable.server.ServerSettings;
import dev.orgtable.server.ServerSettings.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/**
 * Reads the tokens of persons: signed by the issuer with an asymmetric key, made for us, in time,
 * and of a verified address. Keys named by the token itself are never used.
 */
@Component
final class PersonTokens {

  private static final String EMAIL = "email";
  private static final String VERIFIED = "email_verified";

  private final Optional<JwtDecoder> decoder;

  PersonTokens(ServerSettings settings) {
    decoder = settings.tokens().map(PersonTokens::decoder);
  }

  private static JwtDecoder decoder(Tokens tokens) {
    Supplier<URI> keys = tokens.keys().map(PersonTokens::at).orElseGet(() -> told(tokens.issuer()));
    NimbusJwtDecoder decoder = IssuerKeys.decoder(keys);
    decoder.setJwtValidator(validator(tokens));
    return decoder;
  }

  private static Supplier<URI> at(URI keys) {
    return () -> keys;
  }

  /** Asked together with the keys, so that what holds for these holds for both. */
  private static Supplier<URI> told(String issuer) {
    return () -> {
      Object place = IssuerMetadata.of(issuer).get("jwks_uri");
      if (place instanceof String text) {
        return URI.create(text);
      }
      throw new IllegalStateException("the issuer does not tell where its keys are");
    };
  }

  private static OAuth2TokenValidator<Jwt> validator(Tokens tokens) {
    return new DelegatingOAuth2TokenValidator<>(
        types(),
        new JwtTimestampValidator(),
        new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
        new JwtIssuerValidator(tokens.issuer()),
        new JwtClaimValidator<List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(tokens.audience())),
        new JwtClaimValidator<Object>(VERIFIED, Boolean.TRUE::equals),
        new JwtClaimValidator<Object>(EMAIL, String.class::isInstance));
  }

  /** ID tokens and access tokens: what is signed to say something else is not for us. */
  private static OAuth2TokenValidator<Jwt> types() {
    JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt");
    types.setAllowEmpty(true);
    return types;
  }

  /**
   * Returns whose token it is.
   *
   * @throws InvalidBearerTokenException if it is not good
   * @throws AuthenticationServiceException if the issuer's keys cannot be read
   */
  UserId read(String token) {
    JwtDecoder reader =
        decoder.orElseThrow(
            () -> new InvalidBearerTokenException("no tokens of persons are taken here"));
    try {
      return UserId.of(Objects.requireNonNull(reader.decode(token).getClaimAsString(EMAIL)));
    } catch (BadJwtException | IllegalArgumentException e) {
      throw new InvalidBearerTokenException("the token is not valid", e);
    } catch (JwtException e) {
      throw new AuthenticationServiceException("the issuer's keys cannot be read", e);
    }
  }
}
