package dev.orgtable.server.console.signin;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Caller.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** A user signed in by the provider: a person, by the account or by a verified address. */
final class ProviderUser extends DefaultOidcUser {

  private final transient Person person;
  private final transient @Nullable EmailAddress verified;

  /**
   * Creates a user.
   *
   * @param verified the verified address that the account shows; null if there is none
   */
  ProviderUser(OidcIdToken token, Person person, @Nullable EmailAddress verified) {
    super(null, token);
    this.person = person;
    this.verified = verified;
  }

  Person person() {
    return person;
  }

  @Nullable EmailAddress verified() {
    return verified;
  }
}
