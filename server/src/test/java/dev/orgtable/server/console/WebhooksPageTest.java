package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.server.webhook.Deliveries;
import dev.orgtable.server.webhook.Deliveries.Result;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks are created, tested, rotated, disabled and deleted. Nobody listens at their URL. */
final class WebhooksPageTest extends ConsoleTest {

  /** What no test does, so that the server sends nothing by itself. */
  private static final String NEVER = "service.deleted";

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

    owner.type("URL", URL).unfold("Choose events");
    owner.field("member.added").check();
    owner.field("member.removed").check();
    owner.press("Create");

    assertThat(owner.text())
        .contains("whsec_")
        .contains("member.added")
        .contains("member.removed")
        .doesNotContain("s3cret", "member.suspended");
    assertThat(owner.path()).isEqualTo(page());
    owner.isAccessible();
    assertThat(webhook().details().types()).hasSize(2);
    assertThat(owner.open(page()).text()).doesNotContain("whsec_");
  }

  private String page() {
    return "/console/organisations/" + acme + "/webhooks/" + webhook().id();
  }

  private Visitor created() {
    if (store().webhooks().list(new WebhookOwner.OfOrganisation(acme)).isEmpty()) {
      Visitor owner = owner().follow("Manage webhooks").type("URL", URL).unfold("Choose events");
      owner.field(NEVER).check();
      owner.press("Create");
    }
    return person(ann).open(page());
  }

  @Test
  void what_is_wrong_is_shown_beside_its_field() {
    Visitor owner = owner().follow("Manage webhooks");

    owner.type("URL", "ftp://example.com").press("Create");

    assertThat(owner.text()).contains("must begin with https://");
    owner.isAccessible();
    owner.unfold("Choose events");
    assertThat(owner.text()).doesNotContain("user.created");
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
    for (int i = 0; i < 26; i++) {
      Deliveries.failed(server(), webhook().id().value(), i);
    }

    owner.open(page()).isAccessible();
    assertThat(owner.text()).contains("Failed after 9 attempts").contains("Next page");
    owner.follow("Next page");
    PlaywrightAssertions.assertThat(owner.page().locator("tbody tr")).hasCount(1);
    owner.press("Deliver all failed again");

    assertThat(owner.text()).contains("26 events are delivered again.").contains("Waiting");
  }

  @Test
  void a_delivery_says_when_it_is_attempted_next_and_what_was_wrong_with_an_answer() {
    Visitor owner = created();
    String cut = "answered 200, the body was cut after 4096 bytes";
    Deliveries.put(server(), webhook().id(), acme, latest(), new Result("delivered", 1, 200, cut));
    store().organisations().rename(acme, name("New"));
    Deliveries.put(
        server(), webhook().id(), acme, latest(), new Result("retried", 3, 500, "answered 500"));
    DeliveryQueue queue =
        new DeliveryQueue(
            new DestinationId(DestinationId.Kind.WEBHOOK, webhook().id().value()),
            new EventLog.OfOrganisation(acme));
    Instant due = Instant.parse("2099-01-02T03:04:05Z");
    server()
        .client()
        .putItem(
            put ->
                put.tableName(server().table()).item(QueueRecord.item(queue, due, 1).attributes()));

    assertThat(owner.open(page()).isAccessible().text())
        .contains("Waiting after 3 attempts")
        .contains("next attempt 2 Jan 2099, 03:04 UTC")
        .contains(cut);
  }

  @Test
  void a_delivery_says_what_the_event_was_and_is_repeated_in_its_row() {
    Visitor owner = created();
    store().organisations().rename(acme, name("New"));
    EventId event = latest();
    Deliveries.failed(server(), webhook().id().value(), acme, event);

    owner.open(page()).isAccessible();
    Locator row = owner.page().locator("tr[data-row]");
    PlaywrightAssertions.assertThat(row).containsText("organisation.renamed");
    PlaywrightAssertions.assertThat(row)
        .containsText("The application renamed the organisation from “Organisation " + acme);
    assertThat(owner.text()).contains("Failing").contains("The latest event was not accepted");
    assertThat(owner.open(page().replaceFirst("/[^/]*$", "")).isAccessible().text())
        .contains("Failing")
        .contains("answered 500");

    owner.open(page()).type("Description", "half a sent");
    owner.press("Deliver " + event + " again");

    PlaywrightAssertions.assertThat(row.getByRole(AriaRole.STATUS))
        .hasText("The event is delivered again.");
    PlaywrightAssertions.assertThat(row).containsText("Waiting after 9 attempts");
    PlaywrightAssertions.assertThat(row).not().containsText("Deliver again");
    owner.press("Deliver " + event + " now");
    PlaywrightAssertions.assertThat(row.getByRole(AriaRole.STATUS))
        .hasText("The event is delivered again.");
    PlaywrightAssertions.assertThat(owner.field("Description")).hasValue("half a sent");
    owner.isAccessible();
    owner.press("Disable");
    PlaywrightAssertions.assertThat(owner.page().locator("main"))
        .containsText("The webhook is disabled.");
    PlaywrightAssertions.assertThat(owner.field("Description")).hasValue("half a sent");
  }

  private EventId latest() {
    return store()
        .events()
        .list(new EventLog.OfOrganisation(acme), EventRequest.newest(1))
        .events()
        .get(0)
        .id();
  }

  @Test
  void a_delivery_is_repeated_without_scripts() {
    created();
    store().organisations().rename(acme, name("New"));
    Deliveries.failed(server(), webhook().id().value(), acme, latest());
    Visitor owner = signedIn(withoutScripts(), ann).open(page());

    owner.press("Deliver " + latest() + " again");

    assertThat(owner.text()).contains("The event is delivered again.").contains("Waiting after");
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
