package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages work on a phone, and with the keyboard alone. */
final class EverybodyTest extends ConsoleTest {

  private static final int PHONE_WIDTH = 360;
  private static final int PHONE_HEIGHT = 740;

  private EmailAddress bob = address("bob");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void bob_is_a_member_of_acme() {
    EmailAddress ann = server().user(address("ann").value());
    bob = server().user(address("bob").value());
    acme = server().organisation(name("acme"), ann);
    store().memberships().addMember(bob, acme, Set.of(Group.of("staff")));
  }

  @Test
  void no_page_is_wider_than_a_phone() {
    Visitor operator = operator();
    operator.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    String organisation = "/console/organisations/" + acme;

    for (String path :
        List.of(
            "/console/organisations",
            "/console/users",
            "/console/users/" + bob,
            "/console/jobs",
            "/console/me",
            organisation,
            organisation + "/members",
            organisation + "/invitations",
            organisation + "/services",
            organisation + "/groups",
            organisation + "/settings",
            organisation + "/delete")) {
      operator.open(path).isAccessible();

      assertThat((int) operator.page().evaluate("document.documentElement.scrollWidth"))
          .as("the width of %s", path)
          .isLessThanOrEqualTo(PHONE_WIDTH);
    }
  }

  @Test
  void groups_are_changed_by_the_keyboard_alone() {
    Visitor operator = operator().open("/console/organisations/" + acme + "/members");
    var keyboard = operator.page().keyboard();
    String wanted = bob + " in staff";

    tabTo(operator, "Edit " + bob);
    keyboard.press("Enter");
    tabTo(operator, wanted);
    keyboard.press("Space");
    tabTo(operator, "Save the groups of " + bob);
    keyboard.press("Enter");

    assertThat(operator.page().locator("main")).containsText("were saved");
    assertThat(store().memberships().get(bob, acme).groups()).isEmpty();
  }

  private static void tabTo(Visitor visitor, String label) {
    String focused = "";
    for (int i = 0; i < 60 && !label.equals(focused); i++) {
      visitor.page().keyboard().press("Tab");
      focused =
          String.valueOf(
              visitor.page().evaluate("document.activeElement.getAttribute('aria-label')"));
    }
    assertThat(focused).isEqualTo(label);
  }
}
