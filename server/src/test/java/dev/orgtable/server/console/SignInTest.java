package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import org.junit.jupiter.api.Test;

/** Signing in to the console and out of it. */
class SignInTest extends ConsoleTest {

  @Test
  void a_person_signs_in_with_the_provider_and_sees_what_was_asked_for() {
    EmailAddress ann = server().user(address("ann").value());
    server().provider().as(ann);
    Visitor visitor = anybody().open("/console/users/" + ann);
    assertThat(visitor.path()).isEqualTo("/console/sign-in");

    visitor.follow("Sign in with your provider");

    assertThat(visitor.path()).startsWith("/console/users/" + ann);
    assertThat(visitor.text()).contains(ann.value());
  }

  @Test
  void an_address_that_the_provider_has_not_verified_signs_nobody_in() {
    Visitor visitor = anybody().open("/console/sign-in");
    server().provider().as(address("eve"), false);

    visitor.follow("Sign in with your provider");

    assertThat(visitor.text()).contains("has not verified your e-mail address");
    assertThat(visitor.open("/console/me").path()).isEqualTo("/console/sign-in");
  }

  @Test
  void the_next_owner_of_an_address_is_not_signed_in() {
    EmailAddress ann = server().user(address("ann").value());
    person(ann);
    Visitor visitor = anybody().open("/console/sign-in");
    asAnother("the next owner of " + ann, ann);

    visitor.follow("Sign in with your provider");

    assertThat(visitor.text()).contains("ask an operator to unbind the former account");
    visitor.isAccessible();
    assertThat(visitor.open("/console/me").path()).isEqualTo("/console/sign-in");
  }

  @Test
  void a_person_with_another_address_at_the_provider_can_adopt_it() {
    EmailAddress ann = server().user(address("ann").value());
    person(ann);
    EmailAddress shown = address("ann.lee");
    asAnother("subject of " + ann, shown);
    Visitor visitor = anybody().open("/console/sign-in").follow("Sign in with your provider");
    visitor.open("/console/me").isAccessible();
    assertThat(visitor.text()).contains("Your address has changed", shown.value(), ann.value());

    visitor.press("Adopt the new address");

    assertThat(visitor.text()).contains("Your address was changed").doesNotContain(ann.value());
    assertThat(store().users().get(shown).email()).isEqualTo(shown);
    assertThat(visitor.open("/console/me").text()).doesNotContain("Your address has changed");
  }

  @Test
  void a_session_ends_when_its_account_is_unbound_and_another_waits_a_minute() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor former = person(ann);
    Visitor operator = operator().open("/console/users/" + ann).isAccessible();
    operator.press("Unbind subject of " + ann);
    assertThat(operator.text()).contains("The account is no longer bound");
    asAnother("the next owner of " + ann, ann);
    Visitor next = anybody().open("/console/sign-in").follow("Sign in with your provider");

    assertThat(next.open("/console/me").path()).isEqualTo("/console/sign-in");
    assertThat(former.open("/console/me").path()).isEqualTo("/console/sign-in");
  }

  /** Sets the user who signs in next: an account, and the verified address that it shows. */
  void asAnother(String subject, EmailAddress shown) {
    server().issuer().signIn().as(shown);
    server().issuer().signIn().nameSubject(subject);
  }

  @Test
  void signing_out_leads_to_the_sign_in_page() {
    Visitor operator = operator();

    signOut(operator);

    assertThat(operator.text()).contains("You are signed out");
    assertThat(operator.open("/console/users").path()).isEqualTo("/console/sign-in");
  }

  /** Signs out, also at the provider if it asks. */
  void signOut(Visitor visitor) {
    visitor.press("Sign out");
  }
}
