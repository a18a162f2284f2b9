package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.store.InvitationStore;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pages of a signed-in person. */
final class MePageTest extends ConsoleTest {

  @Test
  void an_invitee_who_is_no_user_yet_tells_a_name_and_accepts() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    EmailAddress ines = address("ines");
    store()
        .invitations()
        .invite(ines, acme, Set.of(Group.of("readers")), "Ann", InvitationStore.VALID_FOR);
    Visitor visitor = person(ines).isAccessible();
    visitor.type("First name", "Ines").press("Save");

    visitor.press("Accept the invitation of Organisation " + acme);

    assertThat(visitor.text())
        .contains("You are now a member.")
        .contains("readers")
        .doesNotContain("DynamoDB requests");
    visitor.isAccessible();
    assertThat(visitor.follow("Organisation " + acme).text()).doesNotContain("In the table");
    visitor.isAccessible();
  }

  @Test
  void an_invitation_is_rejected() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    EmailAddress bob = server().user(address("bob").value());
    store().invitations().invite(bob, acme, Set.of());
    Visitor visitor = person(bob);

    visitor.press("Reject the invitation of Organisation " + acme, "Reject the invitation");

    assertThat(visitor.text()).contains("The invitation was rejected.").contains("Nowhere yet");
  }

  @Test
  void an_invitee_of_a_suspended_organisation_reads_why_nothing_is_accepted() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    EmailAddress bob = server().user(address("bob").value());
    store().invitations().invite(bob, acme, Set.of());
    store().organisations().suspend(acme);
    Visitor visitor = person(bob);

    visitor.press("Accept the invitation of Organisation " + acme);

    assertThat(visitor.text()).contains("The organisation is suspended.");
    visitor.isAccessible();
    visitor.press("Reject the invitation of Organisation " + acme, "Reject the invitation");
    assertThat(visitor.text()).contains("The invitation was rejected.");
  }

  @Test
  void a_member_of_a_suspended_organisation_sees_that_and_cannot_leave() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    EmailAddress bob = server().user(address("bob").value());
    store().memberships().addMember(bob, acme, Set.of());
    store().organisations().suspend(acme);

    Visitor visitor = person(bob);

    assertThat(visitor.text()).contains("the organisation is suspended").doesNotContain("Leave");
    visitor.isAccessible();
  }

  @Test
  void a_person_creates_an_organisation_and_sees_it_in_the_table_as_its_owner() {
    EmailAddress ann = server().user(address("ann").value());
    Visitor visitor = person(ann);

    visitor.type("Name", name("Mine")).press("Create");

    assertThat(visitor.text()).contains("The organisation was created.");
    assertThat(visitor.seeTable().text()).contains("organisationGroupMember");
    assertThat(visitor.page().locator("a[href^='/console/users/']").count()).isZero();
    visitor.isAccessible();
  }

  @Test
  void the_last_owner_cannot_leave_and_is_told_so() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    Visitor visitor = person(ann);

    visitor.press("Leave Organisation " + acme, "Leave the organisation");

    assertThat(visitor.text()).contains("is the last owner of");
    visitor.isAccessible();
  }

  @Test
  void a_member_leaves() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    EmailAddress bob = server().user(address("bob").value());
    store().memberships().addMember(bob, acme, Set.of());
    Visitor visitor = person(bob);

    visitor.press("Leave Organisation " + acme, "Leave the organisation");

    assertThat(visitor.text()).contains("You are no longer a member.");
  }
}
