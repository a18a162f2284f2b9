package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With roles, pages show their labels and refuse other groups. */
final class RolesInPagesTest extends ConsoleTest {

  private static final Group ADMIN = Group.of("admin");
  private static final Group FORMER = Group.of("former");

  private EmailAddress ann = address("ann");
  private EmailAddress bob = address("bob");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void bob_is_in_a_group_that_the_roles_do_not_list() {
    ann = server().user(address("ann").value());
    bob = server().user(address("bob").value());
    acme = server().organisation(name("acme"), ann);
    store().memberships().addMember(bob, acme, Set.of(FORMER));
    store()
        .roles()
        .put(
            Roles.of(
                List.of(new Role(GroupName.of("admin"), "Administrator", "", List.of(), List.of())),
                List.of()),
            Expected.ANYTHING);
  }

  private String path(String below) {
    return "/console/organisations/" + acme + below;
  }

  private Set<Group> groupsOfBob() {
    return store().memberships().get(bob, acme).groups();
  }

  @Test
  void a_role_has_a_column_with_its_label_and_other_groups_stay_until_they_are_taken() {
    Visitor owner = person(ann).open(path("/members"));
    owner.isAccessible();

    owner.edit(bob);
    assertThat(owner.page().locator(".editor legend:visible")).hasText("Groups");
    owner.field(bob + " in Administrator").check();
    owner.press("Save the groups of " + bob);

    assertThat(owner.page().locator("main")).containsText("were saved");
    assertThat(groupsOfBob()).containsExactlyInAnyOrder(ADMIN, FORMER);
    owner.edit(bob);
    owner.field(bob + " in former").uncheck();
    owner.press("Save the groups of " + bob);
    assertThat(owner.page().locator("main")).containsText("were saved");
    assertThat(groupsOfBob()).containsExactly(ADMIN);
  }

  @Test
  void another_group_is_refused_by_its_box() {
    Visitor again = person(ann).open(path("/members"));
    again.edit(ann);
    again.field(ann + " in former").check();
    again.press("Save the groups of " + ann);
    assertThat(again.text()).contains("group must be one of the roles: owner, admin");
    assertThat(store().memberships().get(ann, acme).groups()).containsExactly(Group.OWNER);
  }

  @Test
  void an_invitation_offers_the_roles_by_their_labels_and_no_other_group() {
    Visitor owner = person(ann).open(path("/invitations"));

    owner.type("Addresses", address("new").value());
    owner.field("Offer Administrator").check();
    assertThat(owner.field("Other groups")).hasCount(0);
    owner.press("Invite");

    assertThat(owner.page().locator("main")).containsText("The link of");
    assertThat(store().invitations().list(acme, PageRequest.first(1)).items())
        .singleElement()
        .satisfies(invitation -> assertThat(invitation.groups()).containsExactly(ADMIN));
  }

  @Test
  void a_group_stands_for_roles_that_are_picked_by_their_labels() {
    GroupName night = GroupName.of("night");
    store().groups().create(acme, night, GroupDetails.NONE.withLabel("Night shift"));
    Visitor owner = person(ann).open(path("/groups/night"));
    owner.isAccessible();

    owner.field("Administrator").check();
    owner.press("Save");

    assertThat(store().groups().get(acme, night).details().roles()).containsExactly(ADMIN.name());
    assertThat(owner.text()).contains("Night shift").contains("Administrator");
    assertThat(owner.isAccessible().open(path("/groups/night")).field("Administrator")).isChecked();
  }
}
