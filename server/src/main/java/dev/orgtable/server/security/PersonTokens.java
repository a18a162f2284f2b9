package dev.orgtable.server.security;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.proc.BadJWTException;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Caller.Person;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.settings.ServerSettings.Tokens;
import dev.orgtable.web.VerifiedEmail;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Validates persons' tokens: signed by the issuer with an asymmetric key, for our audience, not
 * expired; of an account that is bound to a user, or with a verified address. A key embedded in or
 * referenced by the token is never used.
 */
@Component
final class PersonTokens {

  private static final MappedJwtClaimSetConverter CONVERTER =
      MappedJwtClaimSetConverter.withDefaults(Map.of());

  private final @Nullable JwtDecoder decoder;
  private final String issuer;
  private final ProvenPersons persons;

  PersonTokens(ServerSettings settings, Clock clock, ProvenPersons persons) {
    this.persons = persons;
    issuer = settings.tokens().map(Tokens::issuer).orElse("");
    decoder = settings.tokens().map(tokens -> decoder(tokens, clock)).orElse(null);
  }

  private static JwtDecoder decoder(Tokens tokens, Clock clock) {
    Supplier<URI> keys = tokens.keys().map(PersonTokens::at).orElseGet(() -> told(tokens.issuer()));
    NimbusJwtDecoder decoder = IssuerKeys.decoder(keys);
    decoder.setJwtValidator(validator(tokens, clock));
    decoder.setClaimSetConverter(PersonTokens::converted);
    return decoder;
  }

  /**
   * Converts claims as usual, but adds no claim {@code iat}, which would be after any unbinding.
   */
  private static Map<String, Object> converted(Map<String, Object> claims) {
    Map<String, Object> converted = new HashMap<>(CONVERTER.convert(claims));
    if (claims.get(JwtClaimNames.IAT) == null) {
      converted.remove(JwtClaimNames.IAT);
    }
    return converted;
  }

  private static Supplier<URI> at(URI keys) {
    return () -> keys;
  }

  /** Resolved at each fetch of the keys, so that caching and backoff apply to both. */
  private static Supplier<URI> told(String issuer) {
    return () -> IssuerMetadata.place(IssuerMetadata.of(issuer), "jwks_uri");
  }

  private static OAuth2TokenValidator<Jwt> validator(Tokens tokens, Clock clock) {
    return new DelegatingOAuth2TokenValidator<>(
        types(),
        times(clock),
        claim(JwtClaimNames.EXP, Objects::nonNull, CredentialFault.NO_END, "present"),
        claim(
            JwtClaimNames.ISS,
            issuer -> tokens.issuer().equals(String.valueOf(issuer)),
            CredentialFault.ISSUER,
            tokens.issuer()),
        claim(
            JwtClaimNames.AUD,
            audience -> audience instanceof List<?> all && all.contains(tokens.audience()),
            CredentialFault.AUDIENCE,
            "a list with " + tokens.audience()));
  }

  private static OAuth2TokenValidator<Jwt> claim(
      String name, Predicate<@Nullable Object> rule, CredentialFault fault, String expected) {
    return token ->
        rule.test(token.getClaims().get(name))
            ? OAuth2TokenValidatorResult.success()
            : fault.failure(
                "%s is %s, must be %s".formatted(name, token.getClaims().get(name), expected));
  }

  private static OAuth2TokenValidator<Jwt> times(Clock clock) {
    JwtTimestampValidator times = new JwtTimestampValidator();
    times.setClock(clock);
    return token ->
        times.validate(token).hasErrors()
            ? CredentialFault.TIME.failure(
                "exp is %s, nbf is %s".formatted(token.getExpiresAt(), token.getNotBefore()))
            : OAuth2TokenValidatorResult.success();
  }

  /** Accepts ID tokens and access tokens: a token signed for another purpose is not for us. */
  private static OAuth2TokenValidator<Jwt> types() {
    JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    types.setAllowEmpty(true);
    return token ->
        types.validate(token).hasErrors()
            ? CredentialFault.TYPE.failure("typ is " + token.getHeaders().get("typ"))
            : OAuth2TokenValidatorResult.success();
  }

  /**
   * Returns the person that a token identifies.
   *
   * @throws RefusedCredential if the token is invalid, or has no verified address and its account
   *     is bound to nobody, or is a client's
   * @throws AuthenticationServiceException if the issuer's keys cannot be fetched
   * @throws dev.orgtable.OrgtableException.AccountConflict if the address is that of a user with
   *     another account
   */
  Person read(String token) {
    if (decoder == null) {
      throw new RefusedCredential(CredentialFault.NO_TOKENS);
    }
    Map<String, Object> claims = claims(decoder, token);
    Optional<VerifiedEmail.Fault> fault = VerifiedEmail.fault(claims);
    if (fault.isPresent() && isOfClient(claims)) {
      throw new RefusedCredential(CredentialFault.of(fault.get()));
    }
    EmailAddress verified = fault.isEmpty() ? VerifiedEmail.of(claims) : null;
    return persons
        .find(
            issuer,
            claims.get(JwtClaimNames.SUB),
            verified,
            claims.get(JwtClaimNames.IAT) instanceof Instant issuedAt ? issuedAt : null)
        .orElseThrow(() -> new RefusedCredential(CredentialFault.of(fault.orElseThrow())));
  }

  /** Returns whether a token is a client's own (RFC 9068, section 5), and not a person's. */
  private static boolean isOfClient(Map<String, Object> claims) {
    Object subject = claims.get(JwtClaimNames.SUB);
    return subject != null
        && (subject.equals(claims.get("client_id")) || subject.equals(claims.get("azp")));
  }

  private static Map<String, Object> claims(JwtDecoder decoder, String token) {
    try {
      return decoder.decode(token).getClaims();
    } catch (JwtValidationException e) {
      OAuth2Error first = e.getErrors().iterator().next();
      throw new RefusedCredential(
          CredentialFault.valueOf(first.getErrorCode()), String.valueOf(first.getDescription()), e);
    } catch (BadJwtException e) {
      throw isOfClaims(e.getCause())
          ? new RefusedCredential(CredentialFault.CLAIMS, CredentialFault.CLAIMS.told(), e)
          : new RefusedCredential(CredentialFault.SIGNATURE, why(e), e);
    } catch (JwtException e) {
      throw new AuthenticationServiceException("cannot fetch the issuer's keys", e);
    }
  }

  /** One library reads claims before it verifies the signature, the other afterwards. */
  private static boolean isOfClaims(@Nullable Throwable cause) {
    return cause instanceof BadJWTException
        || cause instanceof IllegalArgumentException
        || cause instanceof IllegalStateException;
  }

  /** Quotes nothing from a token whose signature is not verified. */
  private static String why(BadJwtException e) {
    return e.getCause() instanceof BadJOSEException refused
        ? String.valueOf(refused.getMessage())
        : "it cannot be parsed";
  }
}
