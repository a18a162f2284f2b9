package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.job.Worker;
import dev.orgtable.testkit.TestTable;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guide to sign-up and invitations does what it says. */
final class OnboardingTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final Profile ANN_ARCHER = new Profile("Ann", "Archer", "");
  private static final Profile BOB_BAKER = new Profile("Bob", "Baker", "");
  private static final Duration BRIEFLY = Duration.ofSeconds(1);

  @RegisterExtension final TestTable table = new TestTable();

  private Onboarding app = new Onboarding(table.orgtable());

  @BeforeEach
  void appOnTheTable() {
    app = new Onboarding(table.orgtable());
  }

  private OrganisationId acme() {
    return app.signUp(ANN, ANN_ARCHER, "Acme Ltd", "form-1");
  }

  private static String token(String link) {
    return link.substring(link.indexOf('=') + 1);
  }

  @Test
  void a_form_that_is_sent_twice_creates_one_organisation() {
    OrganisationId first = acme();

    OrganisationId second = acme();

    assertThat(second).isEqualTo(first);
    assertThat(table.orgtable().users().organisations(ANN, PageRequest.first(10)).items())
        .hasSize(1);
  }

  @Test
  void a_form_with_a_fault_says_what_to_correct() {
    String missing = app.signUpOrSay("ann@example.com", "", "Archer", "Acme Ltd", "form-1");
    String wrong = app.signUpOrSay("ann", "Ann", "Archer", "Acme Ltd", "form-1");
    String right = app.signUpOrSay("Ann@Example.com", "Ann", "Archer", "Acme Ltd", "form-1");
    String other = app.signUpOrSay("ann@example.com", "Ann", "Archer", "Other Ltd", "form-1");

    assertThat(missing).isEqualTo("Please correct the form: firstName must not be empty.");
    assertThat(wrong).startsWith("Please correct the form: email must be");
    assertThat(right).isEqualTo("Welcome.");
    assertThat(other).startsWith("This form was sent before");
  }

  @Test
  void an_owner_may_invite_and_a_member_of_the_staff_may_not() {
    OrganisationId acme = acme();
    app.join(token(app.invite(ANN, BOB, acme)), BOB_BAKER);

    assertThat(app.mayInvite(ANN, acme)).isTrue();
    assertThat(app.mayInvite(BOB, acme)).isFalse();
  }

  @Test
  void an_invitee_opens_the_link_gives_a_name_and_is_a_member_of_the_staff() {
    OrganisationId acme = acme();
    String token = token(app.invite(ANN, BOB, acme));

    String page = app.joinPage(token);
    Member bob = app.join(token, BOB_BAKER);

    assertThat(page).isEqualTo("Ann invites you to Acme Ltd. What is your name?");
    assertThat(bob.user()).isEqualTo(BOB);
    assertThat(app.isStaff(BOB, acme)).isTrue();
    assertThat(app.isStaff(ANN, acme)).isFalse();
  }

  @Test
  void a_second_invitation_is_refused_and_a_resent_one_has_a_new_link() {
    OrganisationId acme = acme();
    String first = app.inviteOrSay(ANN, BOB, acme);

    String refused = app.inviteOrSay(ANN, BOB, acme);
    String second = app.resend(BOB, acme);

    assertThat(refused).startsWith("bob@example.com has an open invitation");
    assertThat(app.joinPage(token(first))).startsWith("This link is not valid any more");
    assertThat(app.joinPage(token(second))).startsWith("Ann invites you");
  }

  @Test
  void a_member_is_not_invited_again_and_a_second_click_changes_nothing() {
    OrganisationId acme = acme();
    String token = token(app.invite(ANN, BOB, acme));
    Member bob = app.join(token, BOB_BAKER);

    String refused = app.inviteOrSay(ANN, BOB, acme);

    assertThat(refused).isEqualTo("bob@example.com is a member already.");
    assertThat(app.join(token, BOB_BAKER)).isEqualTo(bob);
    assertThat(app.joinPage(token)).isEqualTo("You are a member already. Sign in.");
  }

  @Test
  void an_expired_link_says_so() {
    Onboarding app = new Onboarding(table.orgtable());
    String link = app.invite(ANN, BOB, app.signUp(ANN, ANN_ARCHER, "Acme Ltd", "form-1"));

    table.clock().advance(Duration.ofDays(8));

    assertThat(app.joinPage(link.substring(link.indexOf('=') + 1))).startsWith("This link is not");
  }

  @Test
  void a_worker_starts_and_stops() throws InterruptedException {
    try (Worker worker = Onboarding.startWorker(table.orgtable())) {
      Thread.sleep(BRIEFLY.toMillis());

      assertThat(worker).isNotNull();
    }
  }
}
