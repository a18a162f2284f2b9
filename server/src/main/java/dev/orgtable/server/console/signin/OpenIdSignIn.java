package dev.orgtable.server.console.signin;

import dev.orgtable.server.security.AskedOnce;
import dev.orgtable.server.security.IssuerKeys;
import dev.orgtable.server.security.IssuerMetadata;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;
import dev.orgtable.web.VerifiedEmail;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Sign-in by OpenID Connect: the authorization code flow with PKCE. */
final class OpenIdSignIn {

  static final String PATH = "/oauth2/authorization/openid";

  static final String REGISTRATION = "openid";

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);

  private static final List<String> NEEDED =
      List.of("authorization_endpoint", "token_endpoint", "jwks_uri");

  private OpenIdSignIn() {}

  /** Returns the client registrations; the provider's metadata is fetched at the first sign-in. */
  static ClientRegistrationRepository registrations(OpenId openId, Optional<URI> publicUrl) {
    String base = publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("{baseUrl}");
    AskedOnce<ClientRegistration> provider = new AskedOnce<>(() -> registration(openId, base));
    return id -> id.equals(REGISTRATION) ? provider.get() : null;
  }

  private static ClientRegistration registration(OpenId openId, String base) {
    Map<String, Object> provider = IssuerMetadata.of(openId.issuer());
    NEEDED.forEach(each -> IssuerMetadata.place(provider, each));
    if (List.of("pairwise").equals(provider.get("subject_types_supported"))) {
      LOG.warn(
          "the provider gives each client another subject: if this server also accepts tokens of"
              + " other clients, set --oidc-subject ignore");
    }
    ClientRegistration.Builder client =
        ClientRegistrations.fromOidcConfiguration(provider)
            .registrationId(REGISTRATION)
            .clientId(openId.clientId())
            .redirectUri(base + "/login/oauth2/code/{registrationId}")
            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
            .scope("openid", "email");
    openId
        .clientSecret()
        .ifPresentOrElse(
            client::clientSecret, // Sent by the provider's preferred method.
            () -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE));
    return client.build();
  }

  /**
   * Returns the decoder factory for ID tokens, which accepts the same algorithms as tokens for the
   * API.
   */
  static JwtDecoderFactory<ClientRegistration> idTokens(Clock clock) {
    Map<String, JwtDecoder> made = new ConcurrentHashMap<>();
    return client -> made.computeIfAbsent(client.getRegistrationId(), id -> decoder(client, clock));
  }

  private static JwtDecoder decoder(ClientRegistration client, Clock clock) {
    URI keys = URI.create(Objects.requireNonNull(client.getProviderDetails().getJwkSetUri()));
    NimbusJwtDecoder decoder = IssuerKeys.decoder(() -> keys);
    decoder.setClaimSetConverter(new ClaimTypeConverter(claims()));
    JwtTimestampValidator times = new JwtTimestampValidator();
    times.setClock(clock);
    OidcIdTokenValidator claims = new OidcIdTokenValidator(client);
    claims.setClock(clock);
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, claims, subject()));
    return decoder;
  }

  private static OAuth2TokenValidator<Jwt> subject() {
    return new JwtClaimValidator<String>(
        JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank());
  }

  /** Leaves email_verified unconverted, for {@link VerifiedEmail}. */
  private static Map<String, Converter<Object, ?>> claims() {
    Map<String, Converter<Object, ?>> claims =
        new HashMap<>(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters());
    claims.remove(StandardClaimNames.EMAIL_VERIFIED);
    return claims;
  }
}
