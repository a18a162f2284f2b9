package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An action updates its own part of the page; unsaved input elsewhere is kept. */
final class NothingTypedIsLostTest extends ConsoleTest {

  private static final Group STAFF = Group.of("staff");

  private EmailAddress ann = address("ann");
  private EmailAddress bob = address("bob");
  private EmailAddress cat = address("cat");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void bob_and_cat_are_members_of_acme() {
    ann = server().user(address("ann").value());
    bob = server().user(address("bob").value());
    cat = server().user(address("cat").value());
    acme = server().organisation(name("acme"), ann);
    store().memberships().addMember(bob, acme, Set.of(STAFF));
    store().memberships().addMember(cat, acme, Set.of(STAFF));
  }

  private Visitor at(Visitor visitor, String below) {
    return visitor.open("/console/organisations/" + acme + below);
  }

  private static Locator row(Visitor visitor, EmailAddress user) {
    return visitor
        .page()
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(user.value()));
  }

  private static Object focused(Visitor visitor) {
    return visitor.page().evaluate("document.activeElement.getAttribute('aria-label')");
  }

  private boolean isStaff(EmailAddress user) {
    return store().memberships().check(Check.inGroup(user, acme, STAFF)).allowed();
  }

  @Test
  void a_row_saves_alone_and_answers_in_the_row() {
    for (int i = 0; i < 12; i++) {
      EmailAddress other = server().user(address("a" + i).value());
      store().memberships().addMember(other, acme, Set.of());
    }
    Visitor owner = at(person(ann), "/members");
    owner.edit(cat);
    owner.field(cat + " in Owner").check();
    owner.edit(bob);
    owner.field(bob + " in staff").uncheck();
    Locator save = owner.page().getByLabel("Save the groups of " + bob);
    save.scrollIntoViewIfNeeded();
    owner.page().evaluate("scrollTo(0, document.body.scrollHeight / 3)");
    Object scroll = owner.page().evaluate("scrollY");

    save.focus();
    owner.page().keyboard().press("Enter");

    assertThat(row(owner, bob).getByRole(AriaRole.STATUS))
        .hasText("The groups of " + bob + " were saved.");
    assertThat(isStaff(bob)).isFalse();
    assertThat(owner.field(cat + " in Owner")).isChecked();
    assertThat(focused(owner)).isEqualTo("Edit " + bob);
    assertThat(owner.page().evaluate("scrollY")).isEqualTo(scroll);
    assertThat(owner.page().locator("#last")).containsText("TransactWriteItems · ");
    owner.isAccessible();
    owner.edit(cat);
    owner.press("Save the groups of " + cat);
    assertThat(store().memberships().get(cat, acme).isOwner()).isTrue();
  }

  @Test
  void a_refused_row_keeps_its_ticks_and_says_why_in_the_row() {
    Visitor owner = at(person(ann), "/members");
    owner.edit(bob);
    owner.field(bob + " in staff").uncheck();
    owner.edit(ann);
    owner.field(ann + " in Owner").uncheck();

    owner.edit(ann);
    owner.press("Save the groups of " + ann);

    assertThat(row(owner, ann).getByRole(AriaRole.ALERT)).containsText("last owner");
    assertThat(owner.field(ann + " in Owner")).not().isChecked();
    assertThat(owner.field(bob + " in staff")).not().isChecked();
    assertThat(store().memberships().get(ann, acme).isOwner()).isTrue();
  }

  @Test
  void of_two_people_at_one_row_the_second_sees_what_the_first_has_done() {
    Visitor owner = at(person(ann), "/members");
    Visitor operator = at(operator(), "/members");
    operator.edit(cat);
    operator.field(cat + " in staff").uncheck();
    owner.edit(bob);
    owner.field(bob + " in staff").uncheck();
    owner.press("Save the groups of " + bob);

    operator.edit(bob);
    operator.field(bob + " in Owner").check();
    operator.press("Save the groups of " + bob);

    assertThat(operator.field(bob + " in staff")).not().isChecked();
    assertThat(operator.field(bob + " in Owner")).isChecked();
    assertThat(operator.field(cat + " in staff")).not().isChecked();
    assertThat(store().memberships().get(bob, acme).groups()).containsExactly(Group.OWNER);
  }

  @Test
  void a_row_of_which_the_member_is_gone_says_so() {
    Visitor owner = at(person(ann), "/members");
    owner.edit(cat);
    owner.field(cat + " in staff").uncheck();
    store().memberships().remove(bob, acme);
    owner.edit(bob);
    owner.field(bob + " in staff").uncheck();

    owner.edit(bob);
    owner.press("Save the groups of " + bob);

    assertThat(owner.page().locator("main")).containsText(bob + " is no longer a member.");
    assertThat(owner.field(cat + " in staff")).not().isChecked();
  }

  @Test
  void removing_asks_first_says_what_goes_and_leaves_the_other_rows() {
    Visitor owner = at(person(ann), "/members");
    owner.edit(cat);
    owner.field(cat + " in staff").uncheck();
    owner.edit(bob).page().getByLabel("Remove " + bob).focus();

    owner.page().keyboard().press("Enter");

    Locator dialog = owner.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Remove " + bob + "?");
    assertThat(dialog).containsText("staff");
    owner.isAccessible();
    assertThat(isStaff(bob)).isTrue();
    owner.page().keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(focused(owner)).isEqualTo("Remove " + bob);

    owner.edit(bob);
    owner.press("Remove " + bob, "Remove the member");

    assertThat(owner.page().locator("main")).containsText(bob + " is no longer a member.");
    assertThat(owner.field(cat + " in staff")).not().isChecked();
    assertThat(store().memberships().check(Check.member(bob, acme)).member()).isFalse();
    assertThat(isStaff(cat)).isTrue();
    owner.isAccessible();
  }

  @Test
  void without_scripts_a_page_asks() {
    Visitor owner = at(signedIn(withoutScripts(), ann), "/members");

    owner.edit(bob);
    owner.press("Remove " + bob);

    assertThat(owner.text()).contains("Remove " + bob + "?").contains("staff");
    assertThat(isStaff(bob)).isTrue();
    owner.press("Remove the member");
    assertThat(owner.text()).contains(bob + " is no longer a member.");
    at(owner, "/members").type("Address of the new owner", cat.value());
    owner.press("Transfer ownership…");
    assertThat(store().memberships().get(cat, acme).isOwner()).isFalse();
    owner.press("Transfer ownership");
    assertThat(store().memberships().get(cat, acme).isOwner()).isTrue();
  }

  @Test
  void ticks_outlive_a_new_group_and_ownership_passed_on() {
    Visitor owner = at(operator(), "/members");
    owner.edit(cat);
    owner.field(cat + " in staff").uncheck();

    owner.type("Address of the member", bob.value()).type("Add to", "new");
    owner.press("Add to the group");

    assertThat(owner.field(bob + " in new")).isChecked();
    assertThat(owner.field(cat + " in staff")).not().isChecked();
    owner.type("Address of the owner", ann.value()).type("Address of the new owner", bob.value());
    owner.press("Transfer ownership…", "Transfer ownership");
    assertThat(owner.page().locator("main"))
        .containsText(bob + " is now an owner of the organisation.");
    assertThat(owner.field(cat + " in staff")).not().isChecked();
    assertThat(owner.field("Address of the new owner")).hasValue("");
    assertThat(isStaff(cat)).isTrue();
  }

  @Test
  void addresses_typed_outlive_a_revocation_a_new_link_and_a_resent_invitation() {
    EmailAddress dan = address("dan");
    store().invitations().invite(dan, acme, Set.of());
    Visitor owner = at(person(ann), "/invitations");
    owner.type("Addresses", "eve@example.com").type("Other groups", "staff");

    owner.press("New link for " + dan, "Create a new link");
    String link = owner.field("The link of " + dan).inputValue();
    owner.press("Resend the invitation of " + dan, "Resend");
    assertThat(owner.field("The link of " + dan)).not().hasValue(link);
    owner.isAccessible();
    owner.press("Revoke the invitation of " + dan, "Revoke the invitation");

    assertThat(owner.page().locator("main"))
        .containsText("The invitation of " + dan + " was revoked.");
    assertThat(owner.field("Addresses")).hasValue("eve@example.com");
    assertThat(owner.field("Other groups")).hasValue("staff");
    assertThat(store().invitations().list(acme, PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void text_typed_into_one_form_survives_the_other() {
    Visitor operator = operator().open("/console/users/" + bob);
    operator.type("New address", "other@example.com");

    operator.type("Phone", "123").press("Save");

    assertThat(operator.page().locator("main")).containsText("The profile was saved.");
    assertThat(operator.field("New address")).hasValue("other@example.com");
    operator.open("/console/organisations").type("Name", "Typed");
    operator.type("The name begins with", "Organisation").press("Search");
    assertThat(operator.field("Name")).hasValue("Typed");
  }

  @Test
  void a_form_based_on_an_outdated_value_is_reported_and_not_written() {
    Visitor operator = operator().open("/console/users/" + bob);
    operator.type("First name", "Robert");
    store().users().update(store().users().get(bob).withProfile(profile("Bobby")));
    operator.type("New address", "no address").press("Change the address");

    operator.press("Save");

    assertThat(operator.page().locator("main")).containsText("Somebody else changed this");
    assertThat(operator.field("First name")).hasValue("Robert");
    assertThat(store().users().get(bob).profile().firstName()).isEqualTo("Bobby");
  }

  private static Profile profile(String name) {
    return new Profile(name, "", "");
  }

  @Test
  void a_form_that_is_too_old_is_told_in_a_dialog_and_the_ticks_stay() {
    Visitor owner = at(person(ann), "/members");
    owner.edit(cat);
    owner.field(cat + " in staff").uncheck();
    owner.page().evaluate("document.querySelectorAll('[name=_csrf]').forEach(e => e.value = 'x')");

    owner.edit(bob).page().getByLabel("Save the groups of " + bob).click();

    assertThat(owner.page().getByRole(AriaRole.DIALOG)).containsText("before you signed in");
    owner.page().keyboard().press("Escape");
    assertThat(owner.field(cat + " in staff")).not().isChecked();
  }
}
