package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.webhook.Deliveries;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks are created, tested, rotated, disabled and deleted. Nobody listens at their URL. */
final class WebhooksPageTest extends ConsoleTest {

  private static final String URL = "http://127.0.0.1:9/hooks?token=s3cret";

  private EmailAddress ann = address("ann");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void ann_owns_acme() {
    ann = server().user(address("ann").value());
    acme = server().organisation(name("acme"), ann);
  }

  private Visitor owner() {
    return person(ann).open("/console/organisations/" + acme + "/settings");
  }

  private Webhook webhook() {
    return store().webhooks().list(new WebhookOwner.OfOrganisation(acme)).get(0);
  }

  @Test
  void a_webhook_is_created_and_its_secret_shown_once() {
    Visitor owner = owner().follow("Manage webhooks");
    owner.isAccessible();

    owner.type("URL", URL).type("Types of events", "member.added, member.removed").press("Create");

    assertThat(owner.text())
        .contains("whsec_")
        .contains("member.added, member.removed")
        .doesNotContain("s3cret");
    owner.isAccessible();
    assertThat(webhook().details().types()).hasSize(2);
    assertThat(owner.open(page()).text()).doesNotContain("whsec_");
  }

  private String page() {
    return "/console/organisations/" + acme + "/webhooks/" + webhook().id();
  }

  private Visitor created() {
    if (store().webhooks().list(new WebhookOwner.OfOrganisation(acme)).isEmpty()) {
      owner().follow("Manage webhooks").type("URL", URL).press("Create");
    }
    return person(ann).open(page());
  }

  @Test
  void what_is_wrong_is_shown_beside_its_field() {
    Visitor owner = owner().follow("Manage webhooks");

    owner.type("URL", "ftp://example.com").press("Create");

    assertThat(owner.text()).contains("must begin with https://");
    owner.isAccessible();
  }

  @Test
  void a_webhook_is_changed_unless_somebody_else_changed_it() {
    Visitor owner = created();
    Visitor other = created();

    other.type("Description", "Billing").press("Save");
    owner.type("URL", "http://127.0.0.1:9/other").press("Save");

    assertThat(owner.text()).contains("Somebody else changed this").contains("Billing");
    owner.isAccessible();
    owner.press("Save");
    assertThat(owner.text()).contains("The webhook was saved.");
    assertThat(webhook().details().url().toString()).isEqualTo("http://127.0.0.1:9/other");
  }

  @Test
  void deliveries_have_pages_and_all_that_failed_are_repeated() {
    Visitor owner = created();
    for (int i = 0; i < 51; i++) {
      Deliveries.failed(server(), webhook().id().value(), i);
    }

    owner.open(page()).isAccessible();
    assertThat(owner.text()).contains("Failed, attempt 9").contains("Next page");
    owner.follow("Next page");
    PlaywrightAssertions.assertThat(owner.page().locator("tbody tr")).hasCount(1);
    owner.press("Deliver all failed again");

    assertThat(owner.text()).contains("51 events are delivered again.").contains("Waiting");
  }

  @Test
  void a_test_says_what_came_of_it() {
    Visitor owner = created();

    owner.press("Send a test");

    assertThat(owner.text()).contains("The test failed: the connection was refused.");
  }

  @Test
  void a_webhook_is_disabled_rotated_and_deleted() {
    Visitor owner = created();

    owner.press("Disable");
    assertThat(owner.text()).contains("The webhook is disabled.");
    assertThat(webhook().isEnabled()).isFalse();
    owner.follow("Replace the secret…").press("Replace the secret");
    assertThat(owner.text()).contains("whsec_");
    owner.follow("Delete the webhook…").press("Delete the webhook");

    assertThat(owner.text()).contains("The webhook was deleted.").contains("No webhook yet.");
  }

  @Test
  void the_drawer_has_the_requests_of_an_action_for_owners_and_operators() {
    Visitor owner = created();
    owner.press("Disable");

    assertThat(owner.seeTable().text())
        .contains("DynamoDB requests")
        .contains("organisationWebhook/" + webhook().id());
    owner.isAccessible();
    assertThat(owner.open("/console/organisations/" + acme + "/webhooks").text())
        .contains("The requests of your next action appear here.");
    owner.open("/console/organisations/" + acme + "/history");
    assertThat(owner.page().locator("#drawer").count()).isEqualTo(1);

    Visitor operator = operator().open("/console/webhooks");
    operator.type("URL", URL).press("Create");
    assertThat(operator.seeTable().text()).contains("DynamoDB requests").contains("tableWebhook/");
    operator.follow("Delete the webhook…").press("Delete the webhook");
  }

  @Test
  void on_a_phone_signing_out_stays_in_the_first_row_after_an_action() {
    Visitor owner = created();
    owner.page().setViewportSize(390, 844);

    owner.press("Disable");

    Locator header = owner.page().locator("header");
    PlaywrightAssertions.assertThat(header.locator("#last")).containsText("TransactWriteItems");
    double row = middle(header.locator(".brand"));
    assertThat(middle(header.getByText("Sign out"))).isCloseTo(row, within(12.0));
    assertThat(middle(header.locator("#jump"))).isCloseTo(row, within(12.0));
    assertThat(owner.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
  }

  private static double middle(Locator element) {
    BoundingBox box = element.boundingBox();
    return box.y + box.height / 2;
  }
}
