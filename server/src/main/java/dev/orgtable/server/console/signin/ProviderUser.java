package dev.orgtable.server.console.signin;

import dev.orgtable.EmailAddress;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** A user signed in by the provider, with a verified address. */
final class ProviderUser extends DefaultOidcUser {

  private final transient EmailAddress address;

  ProviderUser(OidcIdToken token, EmailAddress address) {
    super(null, token);
    this.address = address;
  }

  EmailAddress address() {
    return address;
  }
}
