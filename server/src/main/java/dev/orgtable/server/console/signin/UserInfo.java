package dev.orgtable.server.console.signin;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.server.caller.Caller.Person;
import dev.orgtable.server.security.ProvenPersons;
import dev.orgtable.server.security.ProviderRequests;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.web.VerifiedEmail;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestTemplate;

/**
 * Determines the user that a provider has signed in. In the authorization code flow the claims of
 * the scope {@code email} are returned by the UserInfo endpoint and may be missing from the ID
 * token (OpenID Connect Core 1.0, section 5.4).
 */
final class UserInfo {

  private final DefaultOAuth2UserService endpoint = new DefaultOAuth2UserService();

  private final ProvenPersons persons;
  private final ServerSettings settings;

  UserInfo(ProvenPersons persons, ServerSettings settings) {
    this.persons = persons;
    this.settings = settings;
    endpoint.setRestOperations(new RestTemplate(ProviderRequests.withSecrets()));
  }

  /**
   * Returns the signed-in user.
   *
   * @throws OAuth2AuthenticationException if the provider returns no verified address and the
   *     account is bound to nobody, or the address is that of a user with another account
   */
  OidcUser user(OidcUserRequest request) {
    Map<String, Object> claims = claims(request);
    Optional<VerifiedEmail.Fault> fault = VerifiedEmail.fault(claims);
    EmailAddress verified = fault.isEmpty() ? VerifiedEmail.of(claims) : null;
    OidcIdToken token = request.getIdToken();
    Person person =
        person(token.getSubject(), verified, token.getIssuedAt())
            .orElseThrow(() -> SignInFault.of(fault.orElseThrow()).exception());
    return new ProviderUser(token, person, verified);
  }

  private Optional<Person> person(
      @Nullable String subject, @Nullable EmailAddress verified, @Nullable Instant provenAt) {
    String issuer = settings.console().openId().orElseThrow().issuer();
    try {
      return persons.find(issuer, subject, verified, provenAt);
    } catch (AccountConflict e) {
      throw (e.isOutdated() ? SignInFault.OUTDATED : SignInFault.ACCOUNT).exception();
    } catch (OrgtableException e) {
      throw new InternalAuthenticationServiceException("the account cannot be read", e);
    }
  }

  /** Takes the address and its verification from the same source. */
  private Map<String, Object> claims(OidcUserRequest request) {
    Map<String, Object> token = request.getIdToken().getClaims();
    if (VerifiedEmail.isWhole(token) || !hasEndpoint(request)) {
      return token;
    }
    Map<String, Object> told = ask(request);
    if (!Objects.equals(request.getIdToken().getSubject(), told.get(IdTokenClaimNames.SUB))) {
      throw invalid("UserInfo and the ID token have different subjects", null);
    }
    return VerifiedEmail.isTold(told) ? told : token;
  }

  private static boolean hasEndpoint(OAuth2UserRequest request) {
    String uri =
        request.getClientRegistration().getProviderDetails().getUserInfoEndpoint().getUri();
    return uri != null && !uri.isEmpty();
  }

  private Map<String, Object> ask(OidcUserRequest request) {
    try {
      return endpoint.loadUser(request).getAttributes();
    } catch (IllegalArgumentException e) {
      throw invalid("the UserInfo response has no subject", e);
    }
  }

  private static OAuth2AuthenticationException invalid(String what, @Nullable Throwable cause) {
    return new OAuth2AuthenticationException(
        new OAuth2Error("invalid_user_info_response", what, null), what, cause);
  }
}
