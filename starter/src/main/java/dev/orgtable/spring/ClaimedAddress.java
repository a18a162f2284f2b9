package dev.orgtable.spring;

import dev.orgtable.EmailAddress;
import dev.orgtable.web.VerifiedEmail;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Takes the address from the claims of a token or a sign-in, if the provider has verified it. */
final class ClaimedAddress implements CallerAddress {

  @Override
  public Optional<EmailAddress> of(Authentication authentication) {
    if (!authentication.isAuthenticated()) {
      return Optional.empty();
    }
    Map<String, Object> claims = claims(authentication.getPrincipal());
    return VerifiedEmail.fault(claims).isEmpty()
        ? Optional.of(VerifiedEmail.of(claims))
        : Optional.empty();
  }

  private static Map<String, Object> claims(@Nullable Object principal) {
    if (principal instanceof OidcUser user) {
      return claims(user);
    }
    if (principal instanceof ClaimAccessor token) {
      return token.getClaims();
    }
    return principal instanceof OAuth2AuthenticatedPrincipal other
        ? other.getAttributes()
        : Map.of();
  }

  /** Takes the address and its verification from the same source. */
  private static Map<String, Object> claims(OidcUser user) {
    Map<String, Object> token = user.getIdToken().getClaims();
    OidcUserInfo told = user.getUserInfo();
    return VerifiedEmail.isWhole(token) || told == null || !VerifiedEmail.isTold(told.getClaims())
        ? token
        : told.getClaims();
  }
}
