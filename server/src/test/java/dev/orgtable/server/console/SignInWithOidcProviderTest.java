package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.UserId;
import org.junit.jupiter.api.Test;

/** Signing in and out with an independent provider implementation. */
@ConsoleTest.Real
final class SignInWithOidcProviderTest extends SignInTest {

  @Override
  void signOut(Visitor visitor) {
    visitor.press("Sign out").press("Yes, sign me out");
  }

  @Test
  void who_signed_out_is_signed_out_at_the_provider_so_that_somebody_else_can_sign_in() {
    UserId ann = server().user(address("ann").email());
    UserId bob = server().user(address("bob").email());
    Visitor visitor = person(ann);
    signOut(visitor);

    signedIn(visitor, bob).open("/console/me");

    assertThat(visitor.page().content()).contains(bob.email()).doesNotContain(ann.email());
  }
}
