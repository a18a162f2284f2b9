package dev.orgtable.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Callers are authenticated as the application expects it, with a verified address. */
final class CallersTest {

  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

  @Test
  void a_resource_server_gets_a_token() {
    var caller = Callers.authentication(BOB, new String[] {"SCOPE_reports"});

    assertThat(caller).isInstanceOf(JwtAuthenticationToken.class);
    assertThat(((JwtAuthenticationToken) caller).getToken().getClaims())
        .containsEntry("email", "bob@example.com")
        .containsEntry("email_verified", true);
    assertThat(caller.getAuthorities()).extracting("authority").containsExactly("SCOPE_reports");
    assertThat(caller.isAuthenticated()).isTrue();
  }

  @Test
  void a_sign_in_has_the_claims_of_the_provider() {
    OidcUser user = Callers.SignIns.of(BOB, AuthorityUtils.createAuthorityList("ROLE_USER"));

    assertThat(user.getName()).isEqualTo("bob@example.com");
    assertThat(user.getIdToken().getClaims())
        .containsEntry("email", "bob@example.com")
        .containsEntry("email_verified", true);
  }
}
