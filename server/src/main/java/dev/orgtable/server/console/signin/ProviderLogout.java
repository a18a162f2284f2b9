package dev.orgtable.server.console.signin;

import dev.orgtable.server.console.page.Shell;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Signs out at the provider as well, if it supports that (OpenID Connect RP-Initiated Logout 1.0).
 * Responds with a page that navigates on by itself: browsers apply form-action of the Content
 * Security Policy to redirects of a form.
 */
@Component
final class ProviderLogout implements LogoutHandler, LogoutSuccessHandler {

  private static final String PROOF = ProviderLogout.class.getName();

  private final OpenIdClient provider;
  private final ServerSettings settings;
  private final Shell shell;

  ProviderLogout(OpenIdClient provider, ServerSettings settings, Shell shell) {
    this.provider = provider;
    this.settings = settings;
    this.shell = shell;
  }

  /** Keeps the ID token for the response before the session is invalidated. */
  @Override
  public void logout(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    SignIn.of(request)
        .flatMap(SignIn::proof)
        .ifPresent(proof -> request.setAttribute(PROOF, proof));
  }

  @Override
  public void onLogoutSuccess(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication)
      throws IOException {
    Optional<String> there = there(request);
    if (there.isEmpty()) {
      response.sendRedirect(ConsoleSecurity.SIGN_IN + "?out");
      return;
    }
    Map<String, Object> model = new LinkedHashMap<>(shell.attributes(request));
    model.put("there", there.get());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    shell.render(new ModelAndView("console/signed-out", model), request, response);
  }

  private Optional<String> there(HttpServletRequest request) {
    return request.getAttribute(PROOF) instanceof OidcIdToken proof
        ? provider
            .endSessionEndpoint()
            .flatMap(
                endpoint ->
                    PublicAddress.of(settings.console(), request)
                        .map(here -> uri(endpoint, proof, here)))
        : Optional.empty();
  }

  private String uri(String endpoint, OidcIdToken proof, String here) {
    return UriComponentsBuilder.fromUriString(endpoint)
        .queryParam("id_token_hint", "{hint}")
        .queryParam("client_id", "{client}")
        .queryParam("post_logout_redirect_uri", "{back}")
        .queryParam("state", "out")
        .encode()
        .buildAndExpand(proof.getTokenValue(), provider.clientId(), here + ConsoleSecurity.SIGN_IN)
        .toUriString();
  }
}
