package dev.orgtable.server.console.signin;

import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** Refuses to start a sign-in whose redirect URI would be on an unknown host. */
final class KnownHosts implements OAuth2AuthorizationRequestResolver {

  private final OAuth2AuthorizationRequestResolver requests;
  private final ServerSettings settings;

  KnownHosts(ClientRegistrationRepository clients, ServerSettings settings) {
    this.requests =
        new DefaultOAuth2AuthorizationRequestResolver(
            clients,
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
    this.settings = settings;
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
    return known(requests.resolve(request), request);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String client) {
    return known(requests.resolve(request, client), request);
  }

  private @Nullable OAuth2AuthorizationRequest known(
      @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request) {
    if (begun != null && PublicAddress.of(settings.console(), request).isEmpty()) {
      throw SignInFault.FOREIGN_HOST.exception();
    }
    return begun;
  }
}
