package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members and groups are shown and changed in a grid. */
final class MembersPageTest extends ConsoleTest {

  private static final ServiceId BILLING = ServiceId.of("billing");
  private static final Group STAFF = Group.of("staff");
  private static final Group READERS = Group.of(BILLING, "readers");

  private EmailAddress ann = address("ann");
  private EmailAddress bob = address("bob");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    ann = server().user(address("ann").value());
    bob = server().user(address("bob").value());
    acme = server().organisation(name("acme"), ann);
    store().services().create(new Service(acme, BILLING, "Billing", 0));
    store().memberships().addMember(bob, acme, Set.of(STAFF, READERS));
  }

  private String path(String below) {
    return "/console/organisations/" + acme + below;
  }

  private Set<Group> groupsOfBob() {
    return store().memberships().get(bob, acme).groups();
  }

  @Test
  void an_owner_changes_groups_of_both_levels_in_the_grid() {
    Visitor owner = person(ann).open(path("/members"));
    owner.isAccessible();

    owner.edit(bob);
    owner.field(bob + " in readers of Billing").uncheck();
    owner.field(bob + " in Owner").check();
    owner.edit(bob);
    owner.press("Save the groups of " + bob);

    assertThat(owner.page().locator("main")).containsText("The groups of " + bob + " were saved.");
    assertThat(groupsOfBob()).containsExactlyInAnyOrder(STAFF, Group.OWNER);
    assertThat(owner.seeTable().text()).contains("DynamoDB requests");
  }

  @Test
  void a_group_with_a_comma_in_its_name_is_one_group() {
    store().memberships().addToGroups(ann, acme, Set.of(Group.of("x,owner")));
    Visitor owner = person(ann).open(path("/members"));

    owner.edit(bob);
    owner.field(bob + " in x,owner").check();
    owner.press("Save the groups of " + bob);

    assertThat(owner.page().locator("main")).containsText("were saved");
    assertThat(groupsOfBob()).containsExactlyInAnyOrder(STAFF, READERS, Group.of("x,owner"));
  }

  @Test
  void it_works_without_scripts_too() {
    Visitor owner = signedIn(withoutScripts(), ann).open(path("/members"));

    owner.edit(bob);
    owner.field(bob + " in staff").uncheck();
    owner.press("Save the groups of " + bob);

    assertThat(groupsOfBob()).containsExactly(READERS);
  }

  @Test
  void of_two_who_change_one_row_at_once_each_changes_what_each_meant() {
    Visitor owner = person(ann).open(path("/members"));
    Visitor operator = operator().open(path("/members"));
    owner.edit(bob);
    owner.field(bob + " in staff").uncheck();
    owner.press("Save the groups of " + bob);
    assertThat(owner.page().locator("main")).containsText("were saved");

    operator.edit(bob);
    operator.field(bob + " in Owner").check();
    operator.press("Save the groups of " + bob);

    assertThat(operator.page().locator("main")).containsText("were saved");
    assertThat(groupsOfBob()).containsExactlyInAnyOrder(READERS, Group.OWNER);
  }

  @Test
  void the_last_owner_stays_and_the_page_says_why() {
    Visitor owner = person(ann).open(path("/members"));

    owner.edit(ann);
    owner.field(ann + " in Owner").uncheck();
    owner.press("Save the groups of " + ann);

    assertThat(owner.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
        .containsText("last owner");
    assertThat(store().memberships().check(Check.inGroup(ann, acme, Group.OWNER)).allowed())
        .isTrue();
    owner.isAccessible();
  }

  @Test
  void a_member_is_suspended_and_reactivated_with_the_same_groups() {
    Visitor owner = person(ann).open(path("/members"));

    owner.edit(bob);
    owner.press("Suspend " + bob);
    assertThat(owner.page().locator("main")).containsText(bob + " is suspended.");
    assertThat(owner.page().locator("#grid")).containsText("suspended since");
    assertThat(store().memberships().check(Check.member(bob, acme)).member()).isFalse();
    owner.isAccessible();
    assertThat(person(bob).open("/console/me").text())
        .contains("suspended: ask an owner")
        .doesNotContain("Leave…");
    assertThat(person(bob).open("/console/me/organisations/" + acme + "/leave").text())
        .contains("There is nothing at this path");

    owner.edit(bob);
    owner.press("Reactivate " + bob);
    assertThat(owner.page().locator("main")).containsText(bob + " is active again.");
    assertThat(store().memberships().check(Check.inGroup(bob, acme, STAFF)).allowed()).isTrue();
  }

  @Test
  void the_last_owner_is_not_suspended_and_the_row_stays_as_it_is() {
    Visitor owner = signedIn(withoutScripts(), ann).open(path("/members"));
    owner.edit(ann);
    owner.press("Suspend " + ann).press("Suspend the member");
    assertThat(owner.text()).contains("last owner");

    Visitor scripted = person(ann).open(path("/members"));
    scripted.edit(ann);
    scripted.press("Suspend " + ann, "Suspend the member");

    assertThat(scripted.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
        .containsText("last owner");
    assertThat(scripted.field(ann + " in Owner")).isChecked();
  }

  @Test
  void an_owner_who_suspends_the_own_membership_is_asked_and_led_away() {
    store().memberships().addToGroups(bob, acme, Set.of(Group.OWNER));
    Visitor owner = person(ann).open(path("/members"));

    owner.edit(ann);
    owner.press("Suspend " + ann);
    assertThat(owner.page().getByRole(com.microsoft.playwright.options.AriaRole.DIALOG))
        .containsText("only another owner");
    assertThat(store().memberships().check(Check.member(ann, acme)).member()).isTrue();
    owner.isAccessible();
    owner.press("Suspend the member");

    assertThat(owner.page()).hasURL(java.util.regex.Pattern.compile(".*/console/me.*"));
    assertThat(owner.text()).contains("suspended: ask an owner");
  }

  @Test
  void a_member_is_put_into_a_group_that_is_new_and_filtered_by_it() {
    Visitor owner = person(ann).open(path("/members"));

    owner
        .type("Address of the member", bob.value())
        .type("Add to", "Billing/approvers")
        .press("Add to the group");
    owner.type("Group", "billing/approvers").press("Filter");

    assertThat(owner.page().locator("#grid")).containsText(bob.value());
    assertThat(owner.page().locator("#grid")).not().containsText(ann.value());
    assertThat(groupsOfBob()).contains(Group.of(BILLING, "approvers"));
    owner.isAccessible();
  }

  @Test
  void an_error_is_shown_beside_its_field() {
    Visitor owner = person(ann).open(path("/members"));

    owner
        .type("Address of the member", "nobody@example.com")
        .type("Add to", "staff")
        .press("Add to the group");

    assertThat(owner.text()).contains("No member has this address. Invite the user first.");
    assertThat(owner.field("Add to")).hasValue("staff");
    owner.isAccessible();
  }

  @Test
  void ownership_is_passed_on_and_the_former_owner_changes_nothing_more() {
    Visitor owner = person(ann).open(path("/members"));

    owner
        .type("Address of the new owner", bob.value())
        .press("Transfer ownership…", "Transfer ownership");

    assertThat(owner.text()).contains(bob + " is now an owner of the organisation.");
    assertThat(store().memberships().check(Check.inGroup(bob, acme, Group.OWNER)).allowed())
        .isTrue();
    owner.open(path("/members"));
    assertThat(owner.page().getByText("Transfer ownership")).hasCount(0);
    owner.isAccessible();
  }

  @Test
  void a_member_is_removed() {
    Visitor owner = person(ann).open(path("/members"));

    owner.edit(bob);
    owner.press("Remove " + bob, "Remove the member");

    assertThat(owner.text()).contains(bob + " is no longer a member.");
    assertThat(store().memberships().check(Check.member(bob, acme)).member()).isFalse();
  }

  @Test
  void members_are_found_by_a_part_of_their_name_or_address() {
    EmailAddress odd = server().user(address("wombat").value());
    store().memberships().addMember(odd, acme, Set.of());
    Visitor owner = person(ann).open(path("/members"));

    owner.field("Name or address").pressSequentially("OMBAT");

    assertThat(owner.page().locator("#grid")).containsText(odd.value());
    assertThat(owner.page().locator("#grid")).not().containsText(bob.value());
    owner.isAccessible();
    owner.type("Name or address", "nobody at all");
    assertThat(owner.page().locator("#grid")).containsText("No member found");
  }

  @Test
  void services_and_groups_stand_with_their_names() {
    ServiceId id = store().services().create(acme, "Analytics").id();
    store().memberships().addToGroups(bob, acme, Set.of(Group.of(id, "readers")));
    Visitor owner = person(ann).open(path("/members"));

    assertThat(owner.text()).contains("Analytics: readers").doesNotContain(id.value());
    owner.edit(bob);
    assertThat(owner.field(bob + " in readers of Analytics")).isChecked();
    owner.type("Add to", "analytics/writers").type("Address of the member", ann.value());
    owner.press("Add to the group");

    assertThat(owner.page().locator("main")).containsText("is in the group");
    assertThat(store().memberships().get(ann, acme).groups()).contains(Group.of(id, "writers"));
  }
}
