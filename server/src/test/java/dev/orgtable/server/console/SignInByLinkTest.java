package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Signing in to the console by a one-time link, which no provider has a part in. */
final class SignInByLinkTest extends ConsoleTest {

  @Test
  void a_one_time_link_signs_an_operator_in_at_the_press_of_its_button() {
    String link = server().signInLink();
    Visitor visitor = anybody().open(link).isAccessible();

    visitor.press("Sign in as an operator");

    assertThat(visitor.path()).isEqualTo("/console/organisations");
  }

  @Test
  void opening_a_link_uses_nothing_up() {
    String link = server().signInLink();
    anybody().open(link);
    Visitor visitor = anybody().open(link);

    visitor.press("Sign in as an operator");

    assertThat(visitor.path()).isEqualTo("/console/organisations");
  }

  @Test
  void a_used_link_says_so_and_how_to_get_another_one() {
    String link = server().signInLink();
    anybody().open(link).press("Sign in as an operator");
    Visitor second = anybody().open(link);

    second.press("Sign in as an operator");

    assertThat(second.text()).contains("This link was used").contains("Print a new link there");
    second.isAccessible();
  }

  @Test
  void a_new_link_is_told_to_whoever_runs_the_server_and_to_nobody_else() {
    anybody().open(server().signInLink()).press("Sign in as an operator");
    Visitor visitor = anybody().open("/console/sign-in").isAccessible().shoot("sign-in");
    server().links().clear();

    visitor.press("Print a new link there");

    assertThat(visitor.text()).contains("A link was printed where");
    assertThat(visitor.page().content()).doesNotContain("token=");
    assertThat(server().links()).hasSize(1);
  }

  @Test
  void a_link_that_nobody_has_used_stays_good_whoever_asks_for_another() {
    String link = server().signInLink();
    server().links().clear();
    Visitor stranger = anybody().open("/console/sign-in").press("Print a new link there");
    assertThat(stranger.text()).contains("printed last was not used, and is valid until");
    assertThat(stranger.isAccessible().page().content()).doesNotContain("token=");
    assertThat(server().links()).isEmpty();
    Visitor operator = anybody().open(link);

    operator.press("Sign in as an operator");

    assertThat(operator.path()).isEqualTo("/console/organisations");
  }
}
