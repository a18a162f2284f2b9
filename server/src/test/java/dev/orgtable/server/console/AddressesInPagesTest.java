package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every character valid in an address works in the paths of pages and forms. */
final class AddressesInPagesTest extends ConsoleTest {

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a?b", "a#b", "a%b", "a&b=c", "a+b", "a'b", "{a}"})
  void everybody_can_be_looked_at_changed_and_removed(String name) {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    EmailAddress odd = server().user(name + "." + address("odd"));
    store().memberships().addMember(odd, acme, Set.of(Group.of("staff")));
    String organisation = "/console/organisations/" + acme;
    Visitor operator = operator().open(organisation + "/members");

    operator.edit(odd);
    operator.field(odd + " in staff").uncheck();
    operator.press("Save the groups of " + odd);
    assertThat(operator.page().locator("main")).containsText("were saved");
    operator.edit(odd);
    operator.press("Remove " + odd, "Remove the member");
    assertThat(operator.page().locator("main")).containsText("is no longer a member");
    operator.open(organisation + "/invitations").type("Addresses", odd.value()).press("Invite");
    operator.press("Revoke the invitation of " + odd, "Revoke the invitation");

    assertThat(operator.page().locator("main")).containsText("was revoked");
  }
}
