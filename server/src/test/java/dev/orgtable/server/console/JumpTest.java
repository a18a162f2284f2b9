package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ctrl K leads to an organisation or a user that the caller may see. */
final class JumpTest extends ConsoleTest {

  @Test
  void an_operator_jumps_to_an_organisation_by_the_keyboard_alone() {
    OrganisationId acme =
        store().organisations().create(name("Quokka"), server().user(address("ann").value())).id();
    Visitor operator = operator().open("/console/users");
    var keyboard = operator.page().keyboard();

    keyboard.press("Control+k");
    Locator dialog = operator.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByRole(AriaRole.SEARCHBOX)).isFocused();
    keyboard.type(name("quokka"));
    assertThat(dialog.locator("#goals li")).hasCount(1);
    assertThat(dialog.locator("#goals")).containsText(name("Quokka"));
    operator.isAccessible();
    keyboard.press("Enter");

    assertThat(operator.page().locator("main h1")).hasText(name("Quokka"));
    assertThat(operator.path()).isEqualTo("/console/organisations/" + acme);
  }

  @Test
  void a_person_finds_the_own_organisations_and_nothing_else() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    OrganisationId acme = store().organisations().create(name("Okapi"), ann).id();
    store().organisations().create(name("Okapi of others"), ann);
    store().memberships().addMember(bob, acme, Set.of());

    Visitor member = signedIn(withoutScripts(), bob).open("/console/jump?q=okapi");

    assertThat(member.text()).contains(name("Okapi")).doesNotContain("of others");
    assertThat(member.open("/console/jump?q=" + ann).text()).contains("Nothing found.");
  }
}
