package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.store.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners invite one or many people, list open invitations, resend and revoke. */
final class InvitationsPageTest extends ConsoleTest {

  private EmailAddress ann = address("ann");
  private EmailAddress bob = address("bob");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_user() {
    ann = server().user(address("ann").value());
    bob = server().user(address("bob").value());
    acme = server().organisation(name("acme"), ann);
  }

  private Visitor owner() {
    return person(ann).open("/console/organisations/" + acme + "/invitations");
  }

  @Test
  void an_invitation_leads_by_its_link_to_a_membership() {
    Visitor owner = owner();
    owner.type("Addresses", bob.value()).type("Other groups", "staff").press("Invite");
    String link = owner.field("The link of " + bob).inputValue();
    owner.isAccessible();
    Visitor invitee = anybody();

    invitee.page().navigate(link);
    invitee.press("Accept");

    assertThat(store().memberships().get(bob, acme).groups()).containsExactly(Group.of("staff"));
  }

  @Test
  void of_a_list_everybody_is_invited_and_who_cannot_be_stays_in_the_form() {
    Visitor owner = owner();

    owner
        .type("Addresses", bob + ", nobody; " + address("cat") + "\n" + ann)
        .type("Other groups", "staff")
        .press("Invite");

    assertThat(owner.field("Addresses")).hasValue("nobody\n" + ann);
    assertThat(owner.text()).contains("nobody:").contains(ann + ":").contains(bob.value());
    assertThat(store().invitations().list(acme, PageRequest.first(10)).items()).hasSize(2);
    owner.isAccessible();
  }

  @Test
  void a_resent_invitation_has_a_new_link_and_the_former_one_says_so() {
    Visitor owner = owner();
    owner.type("Addresses", bob.value()).press("Invite");
    String former = owner.field("The link of " + bob).inputValue();

    owner.press("Resend the invitation of " + bob, "Resend");

    assertThat(owner.field("The link of " + bob)).not().hasValue(former);
    Visitor invitee = anybody();
    invitee.page().navigate(former);
    assertThat(invitee.text()).containsIgnoringCase("newer");
  }

  @Test
  void an_expired_invitation_is_resent() {
    Clock lately = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
    server()
        .orgtable(Settings.DEFAULT.withClock(lately))
        .invitations()
        .invite(bob, acme, Set.of(), "", Duration.ofHours(1));
    Visitor owner = owner();
    assertThat(owner.text()).contains("expired").doesNotContain("New link");

    owner.press("Resend the invitation of " + bob);

    assertThat(owner.page().locator("main")).containsText("The link of " + bob);
    assertThat(store().invitations().list(acme, PageRequest.first(10)).items()).hasSize(1);
  }

  @Test
  void an_address_that_is_there_in_two_spellings_is_invited_once() {
    Visitor owner = owner();

    owner
        .type("Addresses", bob.value() + " " + bob.value().toUpperCase(Locale.ROOT))
        .press("Invite");

    assertThat(owner.field("Addresses")).hasValue("");
    assertThat(store().invitations().list(acme, PageRequest.first(10)).items()).hasSize(1);
  }

  @Test
  void an_invitation_is_revoked() {
    store().invitations().invite(bob, acme, Set.of());
    Visitor owner = owner();

    owner.press("Revoke the invitation of " + bob, "Revoke the invitation");

    assertThat(owner.text()).contains("The invitation of " + bob + " was revoked.");
    assertThat(store().invitations().list(acme, PageRequest.first(10)).items()).isEmpty();
    owner.isAccessible();
  }

  @Test
  void the_link_of_a_revoked_invitation_stands_nowhere_and_others_stay() {
    EmailAddress cat = address("cat");
    Visitor owner = owner();
    owner.type("Addresses", bob.value().toUpperCase(Locale.ROOT) + " " + cat).press("Invite");

    owner.press("Revoke the invitation of " + bob, "Revoke the invitation");

    assertThat(owner.field("The link of " + bob)).hasCount(0);
    assertThat(owner.field("The link of " + cat)).hasCount(1);
    owner.press("Revoke the invitation of " + cat, "Revoke the invitation");
    assertThat(owner.page().getByText("Invitation results")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b/c", "staff, 0wner"})
  void groups_that_are_none_are_told_beside_their_field(String groups) {
    Visitor owner = owner();

    owner.type("Addresses", bob.value()).type("Other groups", groups).press("Invite");

    assertThat(owner.field("Addresses")).hasValue(bob.value());
    assertThat(owner.field("Other groups")).hasAttribute("aria-invalid", "true");
    owner.isAccessible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "91", "100", "9223372036854775807", "seven", "-1"})
  void days_that_are_none_are_told_beside_their_field(String days) {
    Visitor owner = owner();

    owner.type("Addresses", bob.value()).unfold("Validity");
    owner.field("Valid for (days)").evaluate("field => { field.type = 'text'; }");
    owner.type("Valid for (days)", days).press("Invite");

    assertThat(owner.field("Valid for (days)")).hasAttribute("aria-invalid", "true");
    assertThat(owner.field("Addresses")).hasValue(bob.value());
  }
}
