package dev.orgtable.server.console.signin;

import dev.orgtable.UserId;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** A user signed in by the provider, with a verified address. */
final class ProviderUser extends DefaultOidcUser {

  private final transient UserId address;

  ProviderUser(OidcIdToken token, UserId address) {
    super(null, token);
    this.address = address;
  }

  UserId address() {
    return address;
  }
}
