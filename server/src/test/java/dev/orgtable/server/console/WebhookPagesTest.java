package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventType;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.webhook.Deliveries;
import dev.orgtable.server.webhook.Deliveries.Result;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every page of webhooks with what makes pages break, on a phone, a laptop and a wide screen. */
final class WebhookPagesTest extends ConsoleTest {

  private static final OrganisationId ORCHARD = OrganisationId.of("orchard");
  private static final OrganisationId HARBOUR = OrganisationId.of("harbour");
  private static final WebhookOwner OWNER = new WebhookOwner.OfOrganisation(ORCHARD);
  private static final EmailAddress YARA = EmailAddress.of("yara.moreau@example.com");
  private static final EmailAddress NORA = EmailAddress.of("nora.lind@example.com");
  private static final EmailAddress TOM = EmailAddress.of("tom.okafor@example.com");

  private static final String LIST = "/console/organisations/" + ORCHARD + "/webhooks";
  private static final String CHAT = "Chat: who joins and leaves";
  private static final String BILLING =
      "Billing counts the seats of each month from what it is told";
  private static final String LONG =
      "https://billing-integration.eu-central-1.gateway.example/api/v2/tenants/orchard-gmbh/"
          + "subscriptions/synchronisation/organisation-membership-events";

  private static final Set<EventType> FEW =
      Set.of(EventType.MEMBER_ADDED, EventType.MEMBER_REMOVED);
  private static final Set<EventType> MANY =
      Set.of(
          EventType.ORGANISATION_RENAMED,
          EventType.ORGANISATION_SUSPENDED,
          EventType.ORGANISATION_REACTIVATED,
          EventType.MEMBER_ADDED,
          EventType.MEMBERS_ADDED,
          EventType.MEMBER_GROUPS_CHANGED,
          EventType.MEMBER_SUSPENDED,
          EventType.MEMBER_REACTIVATED,
          EventType.MEMBER_ADDRESS_CHANGED,
          EventType.MEMBER_REMOVED,
          EventType.OWNERSHIP_TRANSFERRED,
          EventType.SERVICE_DELETED);

  private static final Result ACCEPTED = new Result("delivered", 1, 204, "");
  private static final Result LATE = new Result("delivered", 3, 200, "");
  private static final Result REPEATED = new Result("retried", 4, 503, "answered 503");
  private static final Result NONE = new Result("failed", 0, 0, "disabled: answered 410");
  private static final Result UNSENT =
      new Result(
          "retried",
          0,
          0,
          "not sent: the server must have the key that encrypted the secret: replace the secret, or"
              + " ask the operator");
  private static final Result LOST =
      new Result("failed", 9, 0, "TLS failed: the certificate is not valid for the host");

  private static WebhookId healthy = WebhookId.random();
  private static WebhookId failing = WebhookId.random();
  private static WebhookId disabled = WebhookId.random();
  private static WebhookId unsent = WebhookId.random();
  private static WebhookId ofTable = WebhookId.random();

  @BeforeAll
  static void load() {
    user(YARA, "Yara", "Moreau");
    user(NORA, "Nora", "Lind");
    user(TOM, "Tom", "Okafor");
    Orgtable yara = by(YARA);
    history(by(NORA));
    yara.organisations().create(ORCHARD, "Orchard GmbH", YARA);
    changes(yara);
    healthy = create(yara, OWNER, "https://chat.example/services/T024BE7LD/B6M3A4S2Q", CHAT, FEW);
    failing = create(yara, OWNER, LONG + "?token=s3cret", BILLING, MANY);
    disabled = create(yara, OWNER, "https://crm.example/in", "", Set.of());
    unsent = create(yara, OWNER, "https://audit.example/events", "Audit", MANY);
    ofTable = create(store(), WebhookOwner.TABLE, "https://warehouse.example/in", "", MANY);
    List<Event> events =
        store()
            .events()
            .list(new EventLog.OfOrganisation(ORCHARD), EventRequest.newest(100))
            .events();
    List<Event> told = events.stream().filter(each -> MANY.contains(each.type())).toList();
    for (Event event : told) {
      boolean latest = event.equals(told.get(0));
      if (FEW.contains(event.type())) {
        put(healthy, event, ACCEPTED);
      }
      put(failing, event, latest ? REPEATED : LOST);
      put(disabled, event, NONE);
      put(unsent, event, latest ? UNSENT : LATE);
      put(ofTable, event, ACCEPTED);
    }
    List<Event> ofHarbour =
        store()
            .events()
            .list(new EventLog.OfOrganisation(HARBOUR), EventRequest.newest(100))
            .events();
    Event founded = ofHarbour.get(ofHarbour.size() - 1);
    Deliveries.put(server(), ofTable, HARBOUR, founded.id(), LATE);
    gone();
  }

  private static void user(EmailAddress email, String first, String last) {
    store().users().create(User.of(email, new Profile(first, last, ""), Instant.EPOCH));
  }

  private static Orgtable by(EmailAddress user) {
    return store().as(new Actor(Actor.Kind.USER, store().users().get(user).id().value()));
  }

  /** Creates a webhook after the changes, which the server so does not send itself. */
  private static WebhookId create(
      Orgtable by, WebhookOwner owner, String url, String description, Set<EventType> types) {
    WebhookDetails details = new WebhookDetails(WebhookUrl.of(url), description, types);
    return by.webhooks()
        .create(owner, details, TestServer.WEBHOOKS.keys().orElseThrow())
        .webhook()
        .id();
  }

  /** Makes changes of many kinds: each one is an event that the webhooks are told of. */
  private static void changes(Orgtable yara) {
    ServiceId billing = yara.services().create(ORCHARD, "Billing and accounting").id();
    Set<Group> groups =
        Set.of(Group.of("developer"), Group.of("staff"), Group.of(billing, "readers"));
    yara.memberships().addMember(NORA, ORCHARD, groups);
    yara.memberships().addMember(TOM, ORCHARD, Set.of(Group.of("staff")));
    yara.memberships().suspend(TOM, ORCHARD);
    yara.memberships().reactivate(TOM, ORCHARD);
    yara.memberships().removeFromGroups(NORA, ORCHARD, Set.of(Group.of("staff")));
    var unused =
        yara.invitations()
            .invite(EmailAddress.of("li.wei@example.com"), ORCHARD, Set.of(Group.of("staff")));
    yara.organisations().rename(ORCHARD, "Orchard GmbH & Co. KG");
    yara.memberships().transferOwnership(ORCHARD, YARA, NORA);
    yara.memberships().transferOwnership(ORCHARD, NORA, YARA);
    yara.memberships().remove(TOM, ORCHARD);
  }

  /** Makes changes by a person, an operator and an application. */
  private static void history(Orgtable nora) {
    Orgtable operator = store().as(new Actor(Actor.Kind.OPERATOR, "operator@example.com"));
    Orgtable application = store().as(new Actor(Actor.Kind.API_KEY, "k7", NORA.value()));
    application.organisations().create(HARBOUR, "Harbour Works", NORA);
    operator.organisations().limitSeats(HARBOUR, 50);
    ServiceId billing = nora.services().create(HARBOUR, "Billing").id();
    application.memberships().addMember(TOM, HARBOUR, Set.of(Group.of("staff")));
    nora.memberships().addToGroups(TOM, HARBOUR, Set.of(Group.of(billing, "readers")));
    var unused =
        nora.invitations()
            .invite(EmailAddress.of("li.wei@example.com"), HARBOUR, Set.of(Group.of("staff")));
    operator.memberships().suspend(TOM, HARBOUR);
    operator.memberships().reactivate(TOM, HARBOUR);
    nora.organisations().rename(HARBOUR, "Harbour Works Ltd");
    nora.memberships().transferOwnership(HARBOUR, NORA, TOM);
  }

  private static void put(WebhookId webhook, Event event, Result result) {
    Deliveries.put(server(), webhook, ORCHARD, event.id(), result);
  }

  /** Stores that a receiver was gone, which only a worker finds out. */
  private static void gone() {
    server()
        .client()
        .updateItem(
            update ->
                update
                    .tableName(server().table())
                    .key(
                        Map.of(
                            "id", AttributeValue.fromS("organisation/" + ORCHARD),
                            "rng", AttributeValue.fromS("organisationWebhook/" + disabled)))
                    .updateExpression("SET disabledAt = :at, failure = :failure")
                    .expressionAttributeValues(
                        Map.of(
                            ":at", AttributeValue.fromS("2026-03-02T09:30:00Z"),
                            ":failure", AttributeValue.fromS("answered 410"))));
  }

  private static Visitor look(Visitor visitor, String path) {
    return DemoPagesTest.look(visitor.open(path));
  }

  @Test
  void an_owner_sees_which_webhook_fails_and_why() {
    Visitor owner = look(person(YARA), LIST);
    assertThat(owner.text())
        .contains("Enabled", "Failing", "answered 503", "Disabled", "answered 410", "Not sent")
        .contains("2 types", "12 types", "All")
        .doesNotContain("s3cret");
    owner.shoot("webhooks");
    DemoPagesTest.shootPhone(owner, "webhooks");

    look(owner, LIST + "/" + failing);
    assertThat(owner.text())
        .contains("The latest event was not accepted: answered 503")
        .contains("removed tom.okafor@example.com")
        .contains("Waiting after 4 attempts", "Failed after 9 attempts", "TLS failed")
        .doesNotContain("s3cret");
    owner.shoot("webhook");
    DemoPagesTest.shootPhone(owner, "webhook");

    assertThat(look(owner, LIST + "/" + healthy).text())
        .contains(
            "answered 204",
            "added nora.lind@example.com to the organisation (in the groups developer, ")
        .doesNotContain("Waiting", "Failed");
    assertThat(look(owner, LIST + "/" + disabled).text())
        .contains("It was disabled after failures: answered 410")
        .contains("Not sent", "disabled: answered 410")
        .doesNotContain("Deliver again");
    assertThat(look(owner, LIST + "/" + unsent).text())
        .contains("The latest event is not sent: the server must have the key that encrypted")
        .contains("Delivered after 3 attempts", "answered 200");
  }

  @Test
  void an_owner_sees_who_did_what_and_when() {
    Visitor owner = look(person(TOM), "/console/organisations/" + HARBOUR + "/history");

    assertThat(owner.text())
        .contains("An operator suspended tom.okafor@example.com")
        .contains("nora.lind@example.com invited li.wei@example.com to the group staff")
        .contains("which says that it acts for “nora.lind@example.com”, added tom.okafor");
    owner.shoot("history");
  }

  @Test
  void forms_questions_and_answers_are_whole_on_every_screen() {
    Visitor owner = person(YARA).open(LIST);
    owner.unfold("New webhook").unfold("Choose events");
    owner.field("member.added").check();
    DemoPagesTest.look(owner);
    owner.type("URL", "ftp://" + "long-path/".repeat(30)).press("Create");
    DemoPagesTest.look(owner);
    assertThat(owner.field("member.added").isChecked()).isTrue();
    owner.type("URL", "http://127.0.0.1:9/" + "long-path/".repeat(30)).press("Create");
    assertThat(owner.text()).contains("The secret, shown once");
    DemoPagesTest.look(owner);
    owner.press("Send a test");
    assertThat(owner.text()).contains("The test failed: the connection was refused.");
    DemoPagesTest.look(owner);
    String one = owner.path();
    look(owner, one + "/rotate");
    look(owner, one + "/delete").press("Delete the webhook");
    assertThat(DemoPagesTest.look(owner).text()).contains("The webhook was deleted.");
  }

  @Test
  void an_operator_sees_the_webhooks_of_the_table_with_the_organisations_of_the_events() {
    Visitor operator = look(operator(), "/console/webhooks");
    assertThat(operator.text()).contains("https://warehouse.example/in", "Latest changes");

    look(operator, "/console/webhooks/" + ofTable);

    assertThat(operator.text())
        .contains("in Orchard GmbH & Co. KG", "in Harbour Works")
        .contains("created the organisation with nora.lind@example.com as its owner");
    look(operator, LIST);
    look(operator, LIST + "/" + failing);
  }
}
