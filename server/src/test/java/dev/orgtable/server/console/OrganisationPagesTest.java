package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import org.junit.jupiter.api.Test;

/** Organisations are created, found, renamed and deleted. */
final class OrganisationPagesTest extends ConsoleTest {

  @Test
  void an_operator_creates_an_organisation_and_sees_what_that_did_to_the_table() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor operator = operator();

    operator
        .unfold("New organisation")
        .type("Name", name("Acme"))
        .type("Address of the owner", ann.value())
        .press("Create");

    assertThat(operator.page().locator("#last")).containsText("TransactWriteItems · ");
    assertThat(operator.text())
        .contains("The organisation was created.")
        .doesNotContain("DynamoDB requests");
    operator.seeTable();
    assertThat(operator.text())
        .contains("DynamoDB requests")
        .contains("TransactWriteItems")
        .contains("put user/" + ann + " userOrganisation/")
        .contains("ownerCount");
    operator.isAccessible();
  }

  @Test
  void every_tab_can_be_seen_beside_the_open_drawer() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    Visitor operator = operator().open("/console/organisations/" + acme).seeTable();

    assertThat(operator.page().viewportSize().width).isEqualTo(1280);
    assertThat(
            operator
                .page()
                .evaluate(
                    """
                    () => {
                      const right = document.querySelector(".tabs").getBoundingClientRect().right;
                      return [...document.querySelectorAll(".tabs a")]
                        .every((tab) => tab.getBoundingClientRect().right <= right);
                    }
                    """))
        .isEqualTo(true);
  }

  @Test
  void organisations_are_found_while_their_name_is_typed() {
    EmailAddress ann = server().user(address("ann").value());
    store().organisations().create(name("Zebra"), ann);
    store().organisations().create(name("Zoo"), ann);
    Visitor operator = operator();

    operator.field("The name begins with").pressSequentially("zeb");

    assertThat(operator.page().locator("#results")).containsText(name("Zebra"));
    assertThat(operator.page().locator("#results")).not().containsText(name("Zoo"));
    operator.isAccessible();
  }

  @Test
  void organisations_are_found_without_scripts_too() {
    EmailAddress ann = server().user(address("ann").value());
    store().organisations().create(name("Quagga"), ann);
    Visitor operator = signedIn(withoutScripts(), dev.orgtable.server.TestServer.OPERATOR);

    operator.type("The name begins with", "quagg").press("Search");

    assertThat(operator.text()).contains(name("Quagga"));
  }

  @Test
  void a_wrong_field_is_told_beside_it_and_what_was_typed_is_kept() {
    Visitor operator = operator();

    operator
        .unfold("New organisation")
        .type("Name", "Acme")
        .type("Address of the owner", "nobody")
        .press("Create");

    assertThat(operator.field("Address of the owner")).hasValue("nobody");
    assertThat(operator.field("Address of the owner")).isFocused();
    assertThat(operator.field("Address of the owner")).hasAttribute("aria-invalid", "true");
    assertThat(operator.field("Name")).hasValue("Acme");
    operator.isAccessible();
  }

  @Test
  void an_owner_that_is_no_user_is_told_beside_the_field() {
    Visitor operator = operator();

    operator
        .unfold("New organisation")
        .type("Name", "Acme")
        .type("Address of the owner", address("nobody").value())
        .press("Create");

    assertThat(operator.text()).contains("There is no user with this address");
  }

  @Test
  void of_two_who_rename_at_once_the_second_is_shown_both_names() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    Visitor first = operator().open("/console/organisations/" + acme + "/settings");
    Visitor second = operator().open("/console/organisations/" + acme + "/settings");
    first.type("Name", "Acme of the first").press("Rename");

    second.type("Name", "Acme of the second").press("Rename");

    assertThat(second.field("Name")).hasValue("Acme of the second");
    assertThat(second.text()).contains("Current value: Acme of the first");
    second.isAccessible();
    assertThat(second.press("Rename").text()).contains("The organisation was renamed.");
    assertThat(store().organisations().get(acme).name()).isEqualTo("Acme of the second");
  }

  @Test
  void an_operator_suspends_and_reactivates_an_organisation_and_its_pages_tell() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    Visitor operator = operator().open("/console/organisations/" + acme + "/settings");

    operator.press("Suspend this organisation…").press("Suspend the organisation");

    assertThat(operator.text())
        .contains("The organisation is suspended.")
        .contains("no member has access");
    operator.isAccessible();
    assertThat(operator.open("/console/organisations/" + acme + "/members").text())
        .contains(ann.value());
    assertThat(operator.open("/console/users/" + ann).text())
        .contains("the organisation is suspended");
    assertThat(person(ann).open("/console/organisations/" + acme).text())
        .contains("There is nothing at this path");

    operator
        .open("/console/organisations/" + acme + "/settings")
        .press("Reactivate this organisation");

    assertThat(operator.text()).contains("The organisation is active.");
    assertThat(store().memberships().get(ann, acme).isOwner()).isTrue();
  }

  @Test
  void before_an_organisation_is_deleted_the_page_tells_what_goes() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    Visitor operator = operator().open("/console/organisations/" + acme + "/settings");

    operator.follow("Delete this organisation…");

    assertThat(operator.text()).contains("1 membership;").contains("0 open invitations");
    operator.isAccessible().press("Delete the organisation");
    assertThat(operator.text()).contains("The organisation was deleted.");
    assertThat(operator.open("/console/organisations/" + acme).text())
        .contains("There is nothing at this path");
  }

  @Test
  void names_full_of_markup_are_text() {
    String name = "<img src=x onerror=alert(1)> & \"quoted\" \u05d0\u05d1\u05d2 \ud83e\udd93";
    OrganisationId id =
        store().organisations().create(name, server().user(address("ann").value())).id();
    Visitor operator = operator();

    operator.open("/console/organisations/" + id);

    assertThat(operator.page().locator("h1")).hasText(name);
    assertThat(operator.page().locator("main img")).hasCount(0);
  }
}
