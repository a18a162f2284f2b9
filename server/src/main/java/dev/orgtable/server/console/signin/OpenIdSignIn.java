package dev.orgtable.server.console.signin;

import dev.orgtable.UserId;
import dev.orgtable.server.ConsoleSettings.OpenId;
import dev.orgtable.server.security.AskedOnce;
import dev.orgtable.server.security.IssuerKeys;
import dev.orgtable.server.security.IssuerMetadata;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Signing in by OpenID Connect: the authorization code flow, with PKCE. */
final class OpenIdSignIn {

  static final String PATH = "/oauth2/authorization/openid";

  /** Why somebody is refused whose address the provider has not verified. */
  static final String NOT_VERIFIED = "email_not_verified";

  private static final String REGISTRATION = "openid";

  private OpenIdSignIn() {}

  /** Returns the client as the provider knows it; the provider is asked at the first sign-in. */
  static ClientRegistrationRepository registrations(OpenId openId, Optional<URI> publicUrl) {
    String base = publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("{baseUrl}");
    AskedOnce<ClientRegistration> provider = new AskedOnce<>(() -> registration(openId, base));
    return id -> id.equals(REGISTRATION) ? provider.get() : null;
  }

  private static ClientRegistration registration(OpenId openId, String base) {
    ClientRegistration.Builder client =
        ClientRegistrations.fromOidcConfiguration(IssuerMetadata.of(openId.issuer()))
            .registrationId(REGISTRATION)
            .clientId(openId.clientId())
            .redirectUri(base + "/login/oauth2/code/{registrationId}")
            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
            .scope("openid", "email");
    openId
        .clientSecret()
        .ifPresentOrElse(
            secret ->
                client
                    .clientSecret(secret)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC),
            () -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE));
    return client.build();
  }

  /** Returns what reads ID tokens, signed by any algorithm that tokens for the API may have. */
  static JwtDecoderFactory<ClientRegistration> idTokens() {
    Map<String, JwtDecoder> made = new ConcurrentHashMap<>();
    return client -> made.computeIfAbsent(client.getRegistrationId(), id -> decoder(client));
  }

  private static JwtDecoder decoder(ClientRegistration client) {
    URI keys =
        URI.create(Objects.requireNonNull(client.getProviderDetails().getJwkSetUri()));
    NimbusJwtDecoder decoder = IssuerKeys.decoder(() -> keys);
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
    return decoder;
  }

  /**
   * Returns whom the provider's ID token is about. What the provider tells elsewhere is not asked.
   */
  static OidcUser user(OidcUserRequest request) {
    OidcUser user = new DefaultOidcUser(null, request.getIdToken());
    address(user);
    return user;
  }

  /**
   * Returns the verified address of a user.
   *
   * @throws OAuth2AuthenticationException if there is none
   */
  static UserId address(OidcUser user) {
    if (!Boolean.TRUE.equals(user.getEmailVerified())) {
      throw new OAuth2AuthenticationException(new OAuth2Error(NOT_VERIFIED));
    }
    try {
      return UserId.of(Objects.requireNonNullElse(user.getEmail(), ""));
    } catch (IllegalArgumentException e) {
      throw new OAuth2AuthenticationException(new OAuth2Error(NOT_VERIFIED), e);
    }
  }
}
