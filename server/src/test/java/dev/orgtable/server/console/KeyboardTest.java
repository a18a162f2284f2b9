package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.role.GroupDetails;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console with the keyboard alone: Tab, Enter, Space and letters, as people press them. */
final class KeyboardTest extends ConsoleTest {

  private static final int MOST_TABS = 80;

  private OrganisationId acme;
  private EmailAddress ann;
  private EmailAddress nora;

  @BeforeEach
  void ann_owns_acme_with_two_groups() {
    ann = server().user(address("ann").value());
    nora = address("nora");
    acme = server().organisation(name("acme"), ann);
    for (String name : new String[] {"staff", "finance"}) {
      String label = name.equals("staff") ? "Staff" : "Finance";
      store().groups().create(acme, GroupName.of(name), GroupDetails.NONE.withLabel(label));
    }
  }

  @Test
  void an_owner_invites_grants_and_removes_and_the_invitee_accepts() {
    Visitor owner = person(ann).open("/console/organisations/" + acme);

    press(owner, tab(owner, "Invitations"), "Enter");
    assertThat(owner.page().getByRole(AriaRole.HEADING, level(2))).hasText("Invitations");
    reach(owner, owner.field("Addresses"));
    owner.page().keyboard().type(nora.value());
    press(owner, owner.field("Offer Staff"), "Space");
    press(owner, button(AriaRole.BUTTON, owner, "Invite"), "Enter");
    Locator link = owner.field("The link of " + nora);
    assertThat(link).isVisible();

    Visitor invitee = anybody();
    invitee.page().navigate(link.inputValue());
    reach(invitee, invitee.field("First name"));
    invitee.page().keyboard().type("Nora");
    press(invitee, button(AriaRole.BUTTON, invitee, "Accept"), "Enter");
    assertThat(invitee.page().locator("main")).containsText("You are now a member.");
    assertThat(groups()).containsExactly(Group.of("staff"));

    press(owner, tab(owner, "Members"), "Enter");
    press(owner, owner.page().getByLabel("Edit " + nora, exactly()), "Enter");
    press(owner, owner.field(nora + " in Finance"), "Space");
    press(owner, button(AriaRole.BUTTON, owner, "Save the groups of " + nora), "Enter");
    assertThat(owner.page().locator("main")).containsText("were saved");
    assertThat(groups()).containsExactlyInAnyOrder(Group.of("staff"), Group.of("finance"));
    assertThat(owner.page().locator("[data-row]:focus-within")).containsText(nora.value());

    press(owner, owner.page().getByLabel("Edit " + nora, exactly()), "Enter");
    press(owner, button(AriaRole.BUTTON, owner, "Remove " + nora), "Enter");
    Locator question = owner.page().getByRole(AriaRole.DIALOG);
    assertThat(question).containsText(nora.value());
    assertThat(question.getByText("Cancel")).isFocused();
    press(owner, question.getByText("Remove the member"), "Enter");
    assertThat(owner.page().locator("main")).containsText(nora + " is no longer a member.");
    assertThat(store().organisations().details(acme).members()).hasSize(1);
    assertThat((boolean) owner.page().evaluate("document.activeElement !== document.body"))
        .as("the focus is somewhere")
        .isTrue();
  }

  @Test
  void escape_leaves_a_question_and_the_member_remains() {
    EmailAddress bob = server().user(address("bob").value());
    store().memberships().addMember(bob, acme, Set.of());
    Visitor owner = person(ann).open("/console/organisations/" + acme + "/members");
    press(owner, owner.page().getByLabel("Edit " + bob, exactly()), "Enter");
    Locator remove = button(AriaRole.BUTTON, owner, "Remove " + bob);
    press(owner, remove, "Enter");
    assertThat(owner.page().getByRole(AriaRole.DIALOG)).isVisible();

    owner.page().keyboard().press("Escape");

    assertThat(owner.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(remove).isFocused();
    assertThat(store().memberships().get(bob, acme).user()).isEqualTo(bob);
  }

  private Set<Group> groups() {
    return store().memberships().get(nora, acme).groups();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Page.GetByRoleOptions level(int level) {
    return new Page.GetByRoleOptions().setLevel(level);
  }

  private static Locator button(AriaRole role, Visitor visitor, String name) {
    return visitor
        .page()
        .locator("main")
        .getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator tab(Visitor visitor, String name) {
    return visitor.page().locator(".tabs a").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void press(Visitor visitor, Locator wanted, String key) {
    reach(visitor, wanted);
    visitor.page().keyboard().press(key);
  }

  /** Presses Tab until an element has the focus, which must be seen all the time. */
  private static void reach(Visitor visitor, Locator wanted) {
    for (int tab = 0; tab < MOST_TABS; tab++) {
      if (wanted.count() == 1 && (boolean) wanted.evaluate("e => e === document.activeElement")) {
        return;
      }
      visitor.page().keyboard().press("Tab");
      assertThat(
              (boolean)
                  visitor
                      .page()
                      .evaluate(
                          "document.activeElement === document.body"
                              + " || getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
          .as("the focus is seen on the way to " + wanted)
          .isTrue();
    }
    assertThat(wanted).isFocused();
  }
}
