package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.role.GroupDetails;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups of an organisation are created, changed, renamed and deleted. */
final class GroupsPageTest extends ConsoleTest {

  private static final GroupName SALES = GroupName.of("sales");

  private EmailAddress ann = address("ann");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void ann_owns_acme() {
    ann = server().user(address("ann").value());
    acme = server().organisation(name("acme"), ann);
  }

  private Visitor owner() {
    return person(ann).open("/console/organisations/" + acme + "/groups");
  }

  private EmailAddress bobInSales() {
    store().groups().create(acme, SALES, GroupDetails.NONE);
    EmailAddress bob = server().user(address("bob").value());
    store().memberships().addMember(bob, acme, Set.of(Group.of("sales")));
    return bob;
  }

  @Test
  void a_group_is_created() {
    Visitor owner = owner();
    owner.isAccessible();

    owner.type("Name", "sales").press("Create");

    assertThat(owner.text()).contains("The group was created.").contains("sales");
    assertThat(store().groups().list(acme, PageRequest.first(10)).items()).hasSize(1);
    owner.isAccessible();
  }

  @Test
  void a_name_like_owner_is_refused() {
    Visitor owner = owner();

    owner.type("Name", "Owner").press("Create");

    assertThat(owner.text()).contains("must not look like owner");
  }

  @Test
  void of_two_who_change_a_group_at_once_nothing_is_lost() {
    store().groups().create(acme, SALES, GroupDetails.NONE);
    Visitor owner = owner().follow("sales");
    owner.isAccessible();
    store().groups().put(acme, SALES, GroupDetails.NONE.withLabel("Trade"), Expected.ANYTHING);

    owner.type("Label", "Revenue").press("Save");

    assertThat(owner.text())
        .contains("Somebody else changed this")
        .contains("Current value: Trade");
    owner.press("Save");
    assertThat(store().groups().get(acme, SALES).details().label()).isEqualTo("Revenue");
  }

  @Test
  void a_renamed_group_keeps_its_members() {
    EmailAddress bob = bobInSales();
    Visitor owner = owner().follow("sales");

    owner.type("Name", "revenue").press("Rename");

    assertThat(owner.text()).contains("The group was renamed");
    assertThat(store().memberships().get(bob, acme).groups()).containsExactly(Group.of("revenue"));
  }

  @Test
  void a_deleted_group_takes_its_members_out() {
    EmailAddress bob = bobInSales();
    Visitor owner = owner().follow("sales");

    owner.follow("Delete the group…").press("Delete the group");

    assertThat(owner.text()).contains("The group was deleted");
    assertThat(store().memberships().get(bob, acme).groups()).isEmpty();
  }
}
