package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Locator;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.job.MailLimits;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.Colour;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.Logo;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.MailSettings.Security;
import dev.orgtable.store.InvitationStore;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages and the mail of an invitation with the name, logo and colour of a product. */
final class BrandedInvitationTest extends ConsoleTest {

  private static final long PATIENCE = 60_000;
  private static final String TEAL = "rgb(11, 122, 117)";

  @TempDir private Path directory;

  private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private OrgtableServer branded;
  private OrganisationId meadow;
  private EmailAddress lena;

  @BeforeEach
  void startWithABrand() throws Exception {
    post.start();
    MailSettings mail =
        new MailSettings(
            "127.0.0.1",
            post.getSmtp().getPort(),
            Security.NONE,
            Optional.empty(),
            "no-reply@example.com",
            Optional.empty());
    Path logo = directory.resolve("logo.png");
    ImageIO.write(new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB), "png", logo.toFile());
    branded =
        server()
            .another(
                new InvitationSettings(
                    Optional.of(mail),
                    Optional.of("https://boards.example.com/invitation?token={token}"),
                    1000,
                    MailLimits.DEFAULT,
                    new Brand(
                        "Boards",
                        Optional.of(Logo.read(logo)),
                        Optional.of(new Colour("0b7a75")))));
    meadow = server().organisation(name("meadow"), server().user(address("ann").value()));
    lena = address("lena");
  }

  @AfterEach
  void stopPost() {
    branded.close();
    post.stop();
  }

  private String link() {
    Invitation invitation =
        store()
            .invitations()
            .invite(lena, meadow, Set.of(Group.of("staff")), "Ann", InvitationStore.VALID_FOR);
    return "/invitation?token=" + store().invitations().issueToken(invitation);
  }

  @Test
  void the_page_has_the_name_the_logo_and_the_colour_of_the_product() {
    Visitor invitee = anybodyAt(branded).open(link());

    assertThat(invitee.page()).hasTitle("Invitation – Boards");
    assertThat(invitee.page().locator("header")).containsText("Boards");
    assertThat(invitee.page().locator("body")).not().containsText("Orgtable");
    Locator logo = invitee.page().locator("header img");
    assertThat((int) logo.evaluate("logo => logo.naturalWidth")).isEqualTo(64);
    Locator accept = invitee.page().getByText("Accept");
    assertThat(accept).hasCSS("background-color", TEAL);
    assertThat(accept).hasCSS("color", "rgb(255, 255, 255)");
    invitee.isAccessible();
  }

  @Test
  void the_pages_that_follow_have_it_too() {
    Visitor invitee = anybodyAt(branded).open(link());

    invitee.type("First name", "Lena").press("Accept");

    assertThat(invitee.page().locator("main")).containsText("You are now a member.");
    assertThat(invitee.page().locator("header")).containsText("Boards");
    invitee.isAccessible();
  }

  @Test
  void the_console_keeps_its_own_name() {
    Visitor visitor = anybodyAt(branded).open("/console/sign-in");

    assertThat(visitor.page().locator("header")).containsText("Orgtable");
  }

  @Test
  void a_server_without_a_brand_has_neither_style_nor_logo() {
    Visitor visitor = anybody();

    for (String each : new String[] {"logo", "style.css"}) {
      assertThat(
              visitor.page().request().get(server().uri() + "/invitation/brand/" + each).status())
          .isEqualTo(404);
    }
  }

  @Test
  void the_mail_has_the_name_the_logo_and_the_colour() throws Exception {
    ServiceId billing = ServiceId.of("billing");
    store().services().create(new Service(meadow, billing, "Billing desk", 0));
    signedIn(anybodyAt(branded), address("ann"))
        .open("/console/organisations/" + meadow + "/invitations")
        .type("Addresses", lena.value())
        .type("Other groups", "staff, Billing desk/readers")
        .press("Invite");

    assertThat(post.waitForIncomingEmail(PATIENCE, 1)).isTrue();
    MimeMessage mail = post.getReceivedMessages()[0];
    assertThat(mail.getSubject()).endsWith(" on Boards");
    assertThat(part(mail, "text/plain").orElseThrow()).asString().contains("on Boards as");
    assertThat(part(mail, "text/html").orElseThrow())
        .asString()
        .contains("Boards</bdi>")
        .contains("background: #0b7a75; color: #ffffff")
        .contains("staff, readers of Billing desk")
        .contains("cid:logo");
    assertThat(part(mail, "image/png")).isPresent();
  }

  private static Optional<Object> part(Part part, String type) throws Exception {
    if (part.isMimeType(type)) {
      return Optional.of(part.getContent());
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        Optional<Object> found = part(parts.getBodyPart(i), type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
