package dev.orgtable.server.console.signin;

import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Stores the authorization request of a sign-in in progress, with its state, nonce and PKCE
 * verifier, in a sealed cookie that is valid for 15 minutes. There is no session before the user is
 * signed in.
 */
final class BegunSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final Duration VALID_FOR = Duration.ofMinutes(15);
  private static final String STATE = "state";
  private static final String CLIENT = "client";
  private static final String PROVIDER = "provider";
  private static final String REDIRECT = "redirect";
  private static final String SCOPES = "scopes";
  private static final String ATTRIBUTES = "attributes";

  private final SealedCookie cookie;

  BegunSignIns(ServerSettings settings) {
    cookie = new SealedCookie("orgtable-sign-in", VALID_FOR, settings);
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest begun,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (begun == null) {
      cookie.remove(request, response);
      return;
    }
    Map<String, Object> values = new HashMap<>();
    values.put(STATE, begun.getState());
    values.put(CLIENT, begun.getClientId());
    values.put(PROVIDER, begun.getAuthorizationUri());
    values.put(REDIRECT, begun.getRedirectUri());
    values.put(SCOPES, String.join(" ", begun.getScopes()));
    values.put(ATTRIBUTES, begun.getAttributes());
    cookie.write(values, response);
  }

  /**
   * Returns the authorization request that a callback's state belongs to; null if this browser has
   * none.
   */
  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    return begun(request).orElse(null);
  }

  /**
   * Removes the authorization request that a callback's state belongs to. Other callbacks remove
   * nothing.
   */
  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    Optional<OAuth2AuthorizationRequest> begun = begun(request);
    begun.ifPresent(any -> cookie.remove(request, response));
    return begun.orElse(null);
  }

  private Optional<OAuth2AuthorizationRequest> begun(HttpServletRequest request) {
    String state = request.getParameter(STATE);
    return cookie
        .read(request)
        .filter(values -> text(values, STATE).equals(state))
        .map(BegunSignIns::request);
  }

  private static OAuth2AuthorizationRequest request(Map<String, Object> values) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .state(text(values, STATE))
        .clientId(text(values, CLIENT))
        .authorizationUri(text(values, PROVIDER))
        .redirectUri(text(values, REDIRECT))
        .scope(text(values, SCOPES).split(" ", -1))
        .attributes(all -> ((Map<?, ?>) value(values, ATTRIBUTES)).forEach(put(all)))
        .build();
  }

  private static BiConsumer<Object, Object> put(Map<String, Object> into) {
    return (name, value) -> into.put((String) name, value);
  }

  private static String text(Map<String, Object> values, String name) {
    return (String) value(values, name);
  }

  /** The cookie is sealed by this server, so it holds what was stored. */
  private static Object value(Map<String, Object> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
