package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.job.MailLimits;
import dev.orgtable.maintenance.demo.Demo;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.Colour;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.Logo;
import dev.orgtable.store.InvitationStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every page of each role with the demo data, 300 users and 60 organisations, on a phone, a laptop
 * and a wide screen: nothing is cut off or broken, and nothing is shown that is not for the role.
 */
final class DemoPagesTest extends ConsoleTest {

  private static final int[] WIDTHS = {1440, 1920, 390};
  private static final int PHONE = 390;
  private static final int HEIGHT = 844;

  private static final String LOGO =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
        <rect width="24" height="24" rx="6" fill="#0b7a75"/>
        <path d="M6 6h5v12H6zM13 6h5v7h-5z" fill="#fff"/>
      </svg>
      """;

  /** What people would see as a fault of a page, each in words. */
  private static final String FAULTS =
      """
      () => {
        const faults = [];
        const main = document.querySelector("main");
        const width = document.documentElement.scrollWidth;
        if (width > innerWidth) faults.push("it is " + width + " wide");
        const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const node = texts.currentNode;
          const parent = node.parentElement;
          if (!parent.checkVisibility() || parent.closest("code, .drawer, .visually-hidden")) continue;
          if (/[0-9a-f]{8}-[0-9a-f]{4}-/.test(node.data)) faults.push("an id: " + node.data);
          for (const word of node.data.matchAll(/\\p{L}{2,24}/gu)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.top)));
            if (lines.size > 1) faults.push("broken inside: " + word[0]);
          }
        }
        for (const table of main.querySelectorAll("table")) {
          if (!table.querySelector("thead th[scope=col]")) faults.push("a table without headings");
        }
        for (const list of main.querySelectorAll("ul.list")) {
          const section = list.closest("section, article");
          if (!section?.matches("[aria-label], [aria-labelledby]")) faults.push("a list without a heading");
        }
        for (const text of main.querySelectorAll("p")) {
          const style = getComputedStyle(text);
          const height = text.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
          if (height > 1.9 * parseFloat(style.lineHeight) && text.clientWidth > 800) {
            faults.push("long lines: " + text.textContent);
          }
        }
        return faults;
      }
      """;

  private static OrganisationId orchard;
  private static OrganisationId harbour;
  private static EmailAddress owner;
  private static EmailAddress member;

  @BeforeAll
  static void load() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Demo.of(300, 60, 1, Instant.now()).forEach(items::add);
    store().items().put(items, 4);
    orchard = organisation("Orchard GmbH");
    harbour = organisation("Harbour Works");
    owner = member(each -> each.groups().contains(Group.OWNER));
    member = member(each -> !each.groups().contains(Group.OWNER));
  }

  private static OrganisationId organisation(String name) {
    List<Organisation> found = store().organisations().search(name, PageRequest.first(2)).items();
    assertThat(found).hasSize(1);
    return found.get(0).id();
  }

  private static EmailAddress member(Predicate<Member> wanted) {
    return store().organisations().details(orchard).members().stream()
        .filter(each -> each.suspendedAt().isEmpty())
        .filter(wanted)
        .findFirst()
        .orElseThrow()
        .user();
  }

  private static String path(OrganisationId organisation, String below) {
    return "/console/organisations/" + organisation + below;
  }

  /** Looks at a page in all widths, and leaves it in that of the pictures. */
  private static Visitor look(Visitor visitor, String path) {
    visitor.open(path);
    return look(visitor);
  }

  static Visitor look(Visitor visitor) {
    Page page = visitor.page();
    for (int width : WIDTHS) {
      page.setViewportSize(width, HEIGHT);
      assertThat((List<?>) page.evaluate(FAULTS))
          .as("%s at %d pixels", visitor.path(), width)
          .isEmpty();
    }
    visitor.isAccessible();
    page.setViewportSize(1280, 800);
    return visitor;
  }

  static void shootPhone(Visitor visitor, String name) {
    visitor.page().setViewportSize(PHONE, HEIGHT);
    visitor.shoot(name + "-phone");
    visitor.page().setViewportSize(1280, 800);
  }

  @Test
  void an_operator_sees_everything_by_name() {
    Visitor operator = operator();
    look(operator, "/console/organisations").shoot("organisations");
    look(operator, "/console/users").shoot("users");
    look(operator, "/console/users/" + member).shoot("user");
    look(operator, "/console/jobs");
    look(operator, "/console/jump?q=or");
    look(operator, path(orchard, "")).shoot("organisation");
    look(operator, path(orchard, "/members")).shoot("members");
    shootPhone(operator, "members");
    look(operator, path(harbour, "/invitations")).shoot("invitations");
    look(operator, path(orchard, "/services")).shoot("services");
    look(operator, path(orchard, "/groups")).shoot("groups");
    look(operator, path(orchard, "/groups/berlin"));
    look(operator, path(orchard, "/settings")).shoot("settings");
    look(operator, path(orchard, "/delete"));
    look(operator, path(orchard, "/members/" + member + "/details"));
    operator.open(path(orchard, "/members"));
    operator.edit(member);
    look(operator);
    operator.shoot("member-editor");
    operator.open("/console/users/" + member).seeTable().shoot("table");
    shootPhone(operator.open("/console/organisations"), "organisations");
  }

  @Test
  void an_operator_reads_what_the_application_keeps_about_a_member() {
    Visitor operator = operator().open(path(harbour, "/members"));
    EmailAddress first =
        store().organisations().details(harbour).members().stream()
            .map(Member::user)
            .sorted(Comparator.comparing(EmailAddress::value))
            .findFirst()
            .orElseThrow();

    operator.edit(first);
    operator.press("Details of " + first);

    assertThat(operator.page().locator("dialog"))
        .containsText(String.valueOf(store().facts().get(first, harbour).externalId()));
    assertThat(operator.page().locator("dialog")).containsText("office");
    operator.isAccessible();
  }

  @Test
  void an_owner_sees_all_of_the_own_organisation_and_nothing_of_operators() {
    Visitor visitor = person(owner);
    look(visitor, "/console/me").shoot("my-organisations");
    shootPhone(visitor, "my-organisations");
    for (String page :
        List.of("", "/members", "/invitations", "/services", "/groups", "/history", "/settings")) {
      look(visitor, path(orchard, page));
      assertThat(visitor.page().locator("header nav")).not().containsText("Users");
      assertThat(visitor.page().locator("header nav")).not().containsText("Jobs");
      assertThat(visitor.text())
          .doesNotContain("Running jobs", "plan", "External id", "Suspend this organisation")
          .doesNotContain("Limit of members", "Details of");
      assertThat(visitor.page().locator(".tabs a")).hasCount(7);
    }
    assertThat(visitor.open(path(orchard, "/members")).page().locator("summary")).not().hasCount(0);
  }

  @Test
  void a_member_sees_the_organisation_and_can_change_nothing() {
    Visitor visitor = person(member);
    look(visitor, "/console/me");
    for (String page : List.of("", "/members", "/services", "/groups")) {
      look(visitor, path(orchard, page));
      assertThat(visitor.text())
          .doesNotContain("Invitations", "Settings", "New service", "New group")
          .doesNotContain("Running jobs", "External id", "plan", "In the table");
      assertThat(visitor.page().locator("main form[method=post]")).hasCount(0);
      assertThat(visitor.page().locator(".editor, #drawer")).hasCount(0);
      assertThat(visitor.page().locator("#last")).isHidden();
    }
    for (String page : List.of("/invitations", "/settings", "/groups/berlin", "/delete")) {
      assertThat(visitor.open(path(orchard, page)).text())
          .contains("There is nothing at this path");
    }
  }

  @Test
  void an_invitee_sees_who_invites_to_what_until_when_and_one_strong_button() {
    Invitation invitation =
        store().invitations().list(harbour, PageRequest.first(20)).items().stream()
            .filter(each -> isUser(each.invitee()))
            .findFirst()
            .orElseThrow();
    String link = "/invitation?token=" + store().invitations().issueToken(invitation);
    Visitor visitor = anybody();

    look(visitor, link);

    assertThat(visitor.text())
        .contains("Join Harbour Works")
        .contains("by " + invitation.invitedBy())
        .containsPattern("until \\d+ [A-Z][a-z]+ \\d{4}");
    assertThat(visitor.page().locator("main button:not(.plain)")).hasCount(1);
    assertThat(visitor.page().locator("header nav, #jump, #last")).hasCount(0);
    look(visitor, link.replace("/invitation", "/invitation/reject"));
    look(visitor, "/invitation?token=none");
    look(person(invitation.invitee()), "/console/me");
  }

  @Test
  void an_invitee_of_a_product_sees_its_name(@TempDir Path directory) throws Exception {
    Path logo = Files.writeString(directory.resolve("logo.svg"), LOGO);
    Brand brand =
        new Brand("Boards", Optional.of(Logo.read(logo)), Optional.of(new Colour("0b7a75")));
    InvitationSettings settings =
        new InvitationSettings(Optional.empty(), Optional.empty(), 1000, MailLimits.DEFAULT, brand);
    EmailAddress nora = EmailAddress.of("nora.lind@example.com");
    Invitation invitation =
        store()
            .invitations()
            .invite(
                nora,
                harbour,
                Set.of(Group.of("developer"), Group.of("berlin")),
                "Yara Moreau",
                InvitationStore.VALID_FOR);
    String link = "/invitation?token=" + store().invitations().issueToken(invitation);
    try (OrgtableServer branded = server().another(settings)) {
      Visitor visitor = anybodyAt(branded);

      look(visitor, link).shoot("invitation");

      assertThat(visitor.text()).contains("Developer").contains("Berlin office");
      assertThat(visitor.page().locator("header")).containsText("Boards");
      shootPhone(visitor, "invitation");
    }
  }

  private static boolean isUser(EmailAddress address) {
    try {
      return store().users().get(address).email().equals(address);
    } catch (UserNotFound e) {
      return false;
    }
  }
}
