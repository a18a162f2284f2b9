package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.job.MailLimits;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.MailSettings.Security;
import jakarta.mail.internet.MimeMultipart;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the console of an owner, by mail, to a membership. */
final class MailToMembershipTest extends ConsoleTest {

  private static final Pattern LINK = Pattern.compile("http://\\S+/invitation\\?token=\\S+");
  private static final long PATIENCE = 60_000;

  private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private Optional<OrgtableServer> mailing = Optional.empty();

  @BeforeEach
  void startPost() {
    post.start();
  }

  @AfterEach
  void stopPost() {
    mailing.ifPresent(OrgtableServer::close);
    post.stop();
  }

  private OrgtableServer mailing() {
    MailSettings mail =
        new MailSettings(
            "127.0.0.1",
            post.getSmtp().getPort(),
            Security.NONE,
            Optional.empty(),
            "no-reply@example.com",
            Optional.empty());
    OrgtableServer other =
        server()
            .another(
                new InvitationSettings(
                    Optional.of(mail), Optional.empty(), 1000, MailLimits.DEFAULT));
    mailing = Optional.of(other);
    return other;
  }

  @Test
  void an_invitation_leads_by_mail_to_a_membership_of_who_was_no_user() throws Exception {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress newcomer = address("newcomer");
    OrganisationId acme = server().organisation(name("acme"), ann);
    Visitor owner = signedIn(anybodyAt(mailing()), ann);
    owner.open("/console/organisations/" + acme + "/invitations");

    owner.type("Addresses", newcomer.value()).type("Other groups", "staff").press("Invite");

    assertThat(owner.text()).contains("the mail is on its way");
    assertThat(owner.page().content()).doesNotContain("oti_");
    owner.isAccessible();
    assertThat(post.waitForIncomingEmail(PATIENCE, 1)).isTrue();
    MimeMultipart parts = (MimeMultipart) post.getReceivedMessages()[0].getContent();
    String mail =
        GreenMailUtil.getBody(parts.getBodyPart(0)).replace("=\r\n", "").replace("=3D", "=");
    Matcher link = LINK.matcher(mail);
    assertThat(link.find()).as(mail).isTrue();
    Visitor invitee = anybodyAt(mailing.orElseThrow());
    invitee.page().navigate(link.group());
    assertThat(store().invitations().get(newcomer, acme).invitee())
        .as("opening the link does nothing")
        .isEqualTo(newcomer);
    invitee.isAccessible().type("First name", "New").press("Accept");
    assertThat(invitee.page().locator("main")).containsText("member");
    assertThat(store().memberships().get(newcomer, acme).groups())
        .containsExactly(Group.of("staff"));
  }
}
