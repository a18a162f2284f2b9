package dev.orgtable.server.console.signin;

import dev.orgtable.server.security.ProviderRequests;
import java.util.concurrent.Semaphore;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.client.RestClient;

/**
 * Exchanges an authorization code for the provider's ID token. The number of concurrent exchanges
 * is limited: anybody can present a code, and a provider that hangs must not occupy every thread.
 */
final class CodeExchange
    implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {

  private static final int MOST = 20;

  private final Semaphore free = new Semaphore(MOST);
  private final RestClientAuthorizationCodeTokenResponseClient provider =
      new RestClientAuthorizationCodeTokenResponseClient();

  CodeExchange() {
    provider.setRestClient(
        RestClient.builder()
            .requestFactory(ProviderRequests.withSecrets())
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
  }

  @Override
  public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest request) {
    if (!free.tryAcquire()) {
      throw new OAuth2AuthorizationException(
          new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE));
    }
    try {
      return withIdToken(provider.getTokenResponse(request));
    } finally {
      free.release();
    }
  }

  /** The framework assumes that the ID token is a string. */
  private static OAuth2AccessTokenResponse withIdToken(OAuth2AccessTokenResponse answer) {
    if (answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN) instanceof String text
        && !text.isBlank()) {
      return answer;
    }
    throw new OAuth2AuthorizationException(
        new OAuth2Error("invalid_token_response", "the response has no ID token", null));
  }
}
