package dev.orgtable.server.console.signin;

import dev.orgtable.server.security.IssuerKeys;
import dev.orgtable.server.security.RefusalLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestClientException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the sessions of a user that the provider has signed out (OpenID Connect Back-Channel Logout
 * 1.0). Replaces Spring's implementation, which accepts RS256 only, waits for the provider without
 * a timeout, and calls this server over HTTP.
 */
final class BackChannelLogout extends OncePerRequestFilter {

  static final String PATH = "/logout/connect/back-channel/" + OpenIdSignIn.REGISTRATION;

  private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final String SID = "sid";

  private final RequestMatcher requests =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, PATH);
  private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();
  private final RefusalLog refusals = new RefusalLog(LOG);
  private final OpenIdClient provider;
  private final Sessions sessions;
  private final Clock clock;

  BackChannelLogout(OpenIdClient provider, Sessions sessions, Clock clock) {
    this.provider = provider;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !requests.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    String[] tokens = request.getParameterValues("logout_token");
    boolean isOneInBody = request.getQueryString() == null && tokens != null && tokens.length == 1;
    HttpStatus status = end(isOneInBody ? tokens[0] : "");
    response.setStatus(status.value());
    if (status == HttpStatus.BAD_REQUEST) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getWriter().write("{\"error\":\"invalid_request\"}");
    }
  }

  private HttpStatus end(String text) {
    try {
      Jwt token = decoder().decode(text);
      sessions.end(
          token.getSubject(),
          token.getClaimAsString(SID),
          Objects.requireNonNull(token.getIssuedAt()));
      return HttpStatus.OK;
    } catch (BadJwtException e) {
      refusals.warn("token", "logout token refused: " + e.getMessage());
      return HttpStatus.BAD_REQUEST;
    } catch (JwtException | RestClientException | IllegalStateException e) {
      refusals.warn("provider", "logout tokens cannot be verified: " + e);
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
  }

  private JwtDecoder decoder() {
    ClientRegistration client = provider.registration().orElseThrow();
    return decoders.computeIfAbsent(client.getRegistrationId(), id -> decoder(client, clock));
  }

  private static JwtDecoder decoder(ClientRegistration client, Clock clock) {
    URI keys = URI.create(Objects.requireNonNull(client.getProviderDetails().getJwkSetUri()));
    NimbusJwtDecoder decoder = IssuerKeys.decoder(() -> keys);
    JwtTypeValidator types = new JwtTypeValidator("JWT", "logout+jwt", "application/logout+jwt");
    types.setAllowEmpty(true);
    JwtTimestampValidator times = new JwtTimestampValidator();
    times.setClock(clock);
    // The framework's default converter adds an iat if there is none.
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(types, times, token -> check(token, client)));
    return decoder;
  }

  /** Validates the claims as section 2.6 requires. */
  private static OAuth2TokenValidatorResult check(Jwt token, ClientRegistration client) {
    Map<String, Object> claims = token.getClaims();
    String issuer = String.valueOf(client.getProviderDetails().getIssuerUri());
    boolean good =
        issuer.equals(String.valueOf(claims.get(JwtClaimNames.ISS)))
            && claims.get(JwtClaimNames.AUD) instanceof List<?> audience
            && audience.contains(client.getClientId())
            && claims.get(JwtClaimNames.IAT) != null
            && claims.get(JwtClaimNames.JTI) instanceof String
            && claims.get("events") instanceof Map<?, ?> events
            && events.get(EVENT) instanceof Map<?, ?>
            && (claims.get(JwtClaimNames.SUB) instanceof String
                || claims.get(SID) instanceof String)
            && !claims.containsKey("nonce");
    return good
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error(
                "invalid_request",
                "the claims are not those of a logout token for this client",
                null));
  }
}
