package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.OidcProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in and out with an independent provider implementation. */
@ConsoleTest.Real
final class SignInWithOidcProviderTest extends SignInTest {

  @Override
  void signOut(Visitor visitor) {
    visitor.press("Sign out").press("Yes, sign me out");
  }

  @Override
  void asAnother(String subject, EmailAddress shown) {
    ((OidcProvider) server().provider())
        .as(Map.of("sub", subject, "email", shown.value(), "email_verified", true));
  }

  @Test
  void a_sign_out_also_ends_the_session_of_the_provider() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    Visitor visitor = person(ann);
    signOut(visitor);

    signedIn(visitor, bob).open("/console/me");

    assertThat(visitor.page().content()).contains(bob.value()).doesNotContain(ann.value());
  }
}
