package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.InvitationStore;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Users are created, found, changed, moved and deleted. */
final class UserPagesTest extends ConsoleTest {

  @Test
  void an_operator_creates_a_user() {
    EmailAddress ann = address("ann");
    Visitor operator = operator().open("/console/users");

    operator
        .unfold("New user")
        .type("E-mail address", ann.value().toUpperCase(java.util.Locale.ROOT))
        .type("First name", "Ann")
        .type("Last name", "Lee")
        .press("Create");

    assertThat(operator.path()).isEqualTo("/console/users/" + ann);
    assertThat(operator.text()).contains("The user was created.");
    assertThat(operator.page().locator("#last")).containsText("TransactWriteItems · ");
    assertThat(store().users().get(ann).profile()).isEqualTo(new Profile("Ann", "Lee", ""));
  }

  @Test
  void a_user_that_exists_is_told_beside_the_address() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor operator = operator().open("/console/users");

    operator
        .unfold("New user")
        .type("E-mail address", ann.value())
        .type("First name", "Other")
        .press("Create");

    assertThat(operator.text()).contains("A user already has this address.");
    assertThat(operator.field("E-mail address")).isFocused();
    operator.isAccessible();
  }

  @Test
  void a_search_that_is_refused_says_why_and_whoever_types_goes_on() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor operator = operator().open("/console/users");

    operator.type("The address begins with", "eve@fa\u00DF");
    assertThat(operator.page().locator("#results")).containsText("prefix must");
    operator.isAccessible();

    operator.type("The address begins with", ann.value());
    assertThat(operator.page().locator("#results")).containsText(ann.value());
    assertThat(operator.page().locator("#results")).not().containsText("prefix must");
    Visitor plain = signedIn(withoutScripts(), TestServer.OPERATOR);
    plain.open("/console/users?prefix=eve@fa%C3%9F");
    assertThat(plain.text()).contains("prefix must").contains("New user");
  }

  @Test
  void the_page_of_a_user_tells_the_groups_held_and_why() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    OrganisationId beta = server().organisation(name("beta"), ann);
    ServiceId billing = ServiceId.of("billing");
    store().services().create(new Service(acme, billing, "Billing", 0));
    store()
        .memberships()
        .addMember(bob, acme, Set.of(Group.of("readers"), Group.of(billing, "editors")));
    store()
        .invitations()
        .invite(bob, beta, Set.of(Group.of("guests")), "Ann of Beta", InvitationStore.VALID_FOR);
    Visitor operator = operator();

    operator.open("/console/users/" + bob);

    assertThat(operator.text())
        .contains("member since")
        .contains("readers")
        .contains("Billing: editors")
        .doesNotContain("of service")
        .contains("offered by Ann of Beta")
        .contains("guests");
    operator.isAccessible();
  }

  @Test
  void both_sides_of_a_membership_lead_to_each_other_and_secrets_are_hidden() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    String token =
        store().invitations().issueToken(store().invitations().invite(bob, acme, Set.of()));
    Visitor operator = operator().open("/console/users/" + bob);

    operator.seeTable().follow("the other side");

    operator.page().locator("#drawer[open]").getByText("organisationInvitation/" + bob).waitFor();
    assertThat(operator.path()).isEqualTo("/console/organisations/" + acme + "#in-the-table");
    assertThat(operator.text())
        .contains("organisationInvitation/" + bob)
        .contains("tokenHash")
        .contains("hidden");
    assertThat(operator.page().content())
        .doesNotContain(token)
        .doesNotContainPattern("[0-9a-f]{64}");
    operator.isAccessible();
  }

  @Test
  void of_two_who_change_a_profile_at_once_nothing_is_lost() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor operator = operator().open("/console/users/" + ann);
    Visitor herself = person(ann).open("/console/users/" + ann);
    herself.type("First name", "Annabel").press("Save");

    operator.type("Phone", "123").press("Save");

    assertThat(operator.text())
        .contains("Somebody else changed this")
        .contains("Current value: Annabel");
    assertThat(operator.field("Phone")).hasValue("123");
    operator.type("First name", "Annabel").press("Save");
    assertThat(store().users().get(ann).profile()).isEqualTo(new Profile("Annabel", "Last", "123"));
  }

  @Test
  void an_operator_limits_the_organisations_of_a_user_who_does_not_see_it() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor operator = operator().open("/console/users/" + ann);

    operator.type("Most organisations", "many").press("Save the limit");
    assertThat(operator.text()).contains("must be 1 to 1000000");
    assertThat(operator.field("Most organisations")).hasValue("many");
    operator.type("Most organisations", "3").press("Save the limit");
    assertThat(operator.text()).contains("The limit was saved.");
    assertThat(operator.field("Most organisations")).hasValue("3");
    assertThat(store().facts().organisationLimit(ann)).hasValue(3);
    operator.type("Most organisations", "").press("Save the limit");

    assertThat(operator.isAccessible().text()).contains("The limit was saved.");
    assertThat(store().facts().organisationLimit(ann)).isEmpty();
    assertThat(person(ann).open("/console/users/" + ann).text()).doesNotContain("Save the limit");
  }

  @Test
  void an_address_is_changed() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress to = address("annabel");
    Visitor operator = operator().open("/console/users/" + ann);

    operator.type("New address", to.value()).press("Change the address");

    assertThat(operator.path()).isEqualTo("/console/users/" + to);
    assertThat(operator.text()).contains("The address was changed.");
  }

  @Test
  void a_last_owner_is_not_deleted_and_the_page_names_the_organisation() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    Visitor operator = operator().open("/console/users/" + ann).follow("Delete this user…");

    operator.isAccessible().press("Delete the user");

    assertThat(operator.text())
        .contains("the only owner of these")
        .contains("Organisation " + acme);
    operator.isAccessible();
    assertThat(store().users().get(ann).email()).isEqualTo(ann);
  }

  @Test
  void users_are_found_while_their_address_is_typed() {
    EmailAddress zoe = server().user(address("zoe").value());
    Visitor operator = operator().open("/console/users");

    operator.field("The address begins with").pressSequentially("zoe-");

    assertThat(operator.page().locator("#results")).containsText(zoe.value());
    operator.isAccessible();
  }
}
