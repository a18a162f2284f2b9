package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.store.InvitationStore;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of an invitation link. */
final class InvitationPageTest extends ConsoleTest {

  private OrganisationId acme;
  private EmailAddress ines;

  @BeforeEach
  void annOwnsAcme() {
    acme = server().organisation(name("acme"), server().user(address("ann").value()));
    ines = address("ines");
  }

  private Invitation invite() {
    return store()
        .invitations()
        .invite(ines, acme, Set.of(Group.of("readers")), "Ann", InvitationStore.VALID_FOR);
  }

  private String link(Invitation invitation) {
    return "/invitation?token=" + store().invitations().issueToken(invitation);
  }

  @Test
  void somebody_new_gives_a_name_and_becomes_a_member() {
    Visitor visitor = anybody().open(link(invite()));
    assertThat(visitor.text()).contains("by Ann").contains("readers").contains(ines.value());
    visitor.isAccessible();

    visitor.type("First name", "Ines").press("Accept");

    assertThat(visitor.text())
        .contains("You are now a member.")
        .doesNotContain("DynamoDB requests");
    visitor.isAccessible();
    assertThat(store().memberships().get(ines, acme).groups()).containsExactly(Group.of("readers"));
  }

  @Test
  void somebody_new_without_a_name_is_asked_for_it() {
    Visitor visitor = anybody().open(link(invite()));

    visitor.type("Last name", "Lee").press("Accept");

    assertThat(visitor.field("First name")).isFocused();
    assertThat(visitor.field("Last name")).hasValue("Lee");
    visitor.isAccessible();
  }

  @Test
  void a_user_accepts_without_scripts_and_is_told_the_same_again() {
    server().user(ines.value());
    String link = link(invite());
    Visitor visitor = withoutScripts().open(link);

    visitor.press("Accept");

    assertThat(visitor.text()).contains("You are now a member.");
    assertThat(visitor.open(link).text()).contains("This invitation was accepted");
  }

  @Test
  void opening_the_page_does_nothing() {
    String link = link(invite());

    anybody().open(link).open(link).open(link);

    assertThat(store().invitations().get(ines, acme).invitee()).isEqualTo(ines);
  }

  @Test
  void a_rejection_is_confirmed_and_ends_the_link() {
    String link = link(invite());
    Visitor visitor = anybody().open(link);

    visitor.press("Reject…", "Reject the invitation");

    assertThat(visitor.text()).contains("You have not joined");
    assertThat(visitor.open(link).text()).contains("This invitation has ended");
    visitor.isAccessible();
  }

  @Test
  void an_older_link_says_that_there_is_a_newer_one() {
    Invitation invitation = invite();
    String older = link(invitation);
    link(invitation);

    Visitor visitor = anybody().open(older);

    assertThat(visitor.text()).contains("There is a newer link");
  }

  @Test
  void a_link_that_ended_while_its_page_was_open_says_how() {
    Visitor visitor = anybody().open(link(invite()));
    store().invitations().revoke(ines, acme);

    visitor.type("First name", "Ines").press("Accept");

    assertThat(visitor.text()).contains("This invitation has ended");
  }

  @Test
  void links_that_lead_nowhere_are_told_apart_by_nothing() {
    String good = link(invite());
    Visitor altered = anybody().open(good.substring(0, good.length() - 3) + "abc");
    Visitor none = anybody().open("/invitation");

    assertThat(altered.text())
        .isEqualTo(none.text())
        .contains("There is no invitation for this link");
    none.isAccessible();
  }
}
