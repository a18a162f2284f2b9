package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.orgtable.ApiKeyId;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import dev.orgtable.webhook.store.WebhookStore;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The history of an organisation, in words that an auditor understands. */
final class HistoryPageTest extends ConsoleTest {

  @Test
  void ten_kinds_of_changes_by_three_actors_are_told_in_words() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    EmailAddress cat = address("cat");
    String id = store().users().get(ann).id().value();
    var byAnn = store().as(new Actor(Actor.Kind.USER, id));
    var byKey = store().as(new Actor(Actor.Kind.API_KEY, "k7", ann.value()));
    var byOlga = store().as(new Actor(Actor.Kind.OPERATOR, "olga@example.com"));
    Organisation made = byKey.organisations().create(name("Acme"), ann);
    OrganisationId acme = made.id();
    byAnn.services().create(new Service(acme, ServiceId.of("billing"), "Billing", 0));
    byAnn.invitations().invite(cat, acme, Set.of(Group.of("staff")));
    byAnn.invitations().revoke(cat, acme);
    byKey.memberships().addMember(bob, acme, Set.of(Group.of("staff")));
    byAnn
        .memberships()
        .addToGroups(bob, acme, Set.of(Group.of(ServiceId.of("billing"), "readers")));
    byAnn.memberships().transferOwnership(acme, ann, bob);
    byOlga.memberships().suspend(ann, acme);
    byOlga.organisations().limitSeats(acme, 50);
    byOlga.organisations().rename(acme, name("New"));
    byKey.because(new Cause("r-1", null)).memberships().remove(ann, acme);

    String history = "/console/organisations/" + acme + "/history";
    Visitor owner = person(bob).open(history);

    String annThen = ann + " (a former user or member)";
    String claim = ", which says that it acts for “" + ann + "”,";
    assertThat(owner.isAccessible().text())
        .contains("The application" + claim + " created the organisation with " + ann)
        .contains(annThen + " added the service Billing (billing)")
        .contains(annThen + " invited " + cat + " to the group staff")
        .contains(annThen + " revoked the invitation of " + cat)
        .contains(
            "The application"
                + claim
                + " added "
                + bob
                + " to the organisation (in the group staff)")
        .contains(annThen + " added " + bob + " to the group readers of the service Billing")
        .contains(annThen + " transferred the ownership from " + ann + " to " + bob)
        .contains("An operator suspended " + ann)
        .contains("An operator changed the limit of members to 50")
        .contains("An operator renamed the organisation from “" + made.name() + "” to “")
        .contains("The application" + claim + " removed " + ann + " from the organisation")
        .doesNotContain("olga", "k7");
    assertThat(operator().open(history).text())
        .contains("Operator olga@example.com suspended " + ann)
        .contains("API key k7" + claim + " removed " + ann);
    assertThat(operator().open("/console/organisations/" + acme).isAccessible().text())
        .contains("Latest changes")
        .contains("The whole history");
  }

  @Test
  void changes_of_webhooks_are_told_by_where_they_go_and_without_what_may_be_secret() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    WebhookOwner owner = new WebhookOwner.OfOrganisation(acme);
    change(owner, store().as(new Actor(Actor.Kind.USER, store().users().get(ann).id().value())));

    Visitor visitor = person(ann).open("/console/organisations/" + acme + "/history");

    String id = "\\([a-z0-9]{16}\\)";
    assertThat(visitor.isAccessible().text())
        .containsPattern(
            ann
                + " added the webhook https://a.example "
                + id
                + ", described as “Billing”, for all")
        .containsPattern(
            (ann + " changed the webhook https://a.example " + id)
                + ": the URL to https://b.example; the description from “Billing” to none; the"
                + " events from all events to member.added, member.removed")
        .containsPattern(
            (ann + " changed the webhook https://b.example " + id)
                + ": the path of the URL, which is not recorded; the description to “Audit”; the"
                + " events from member.added, member.removed to all events")
        .containsPattern(ann + " replaced the secret of the webhook https://b.example " + id)
        .containsPattern(ann + " disabled the webhook https://b.example " + id)
        .containsPattern(ann + " enabled the webhook https://b.example " + id)
        .containsPattern(ann + " deleted the webhook https://b.example " + id)
        .containsPattern(ann + " added the webhook https://c.example " + id + ", for all events")
        .containsPattern(ann + " disabled the webhook https://c.example " + id)
        .doesNotContain("s3cret", "whsec", "path-of");
  }

  @Test
  void changes_of_the_webhooks_of_the_table_are_told_on_their_page() {
    change(WebhookOwner.TABLE, store().as(new Actor(Actor.Kind.OPERATOR, "olga@example.com")));

    String text = operator().open("/console/webhooks").isAccessible().text();

    assertThat(text)
        .contains("Operator olga@example.com replaced the secret of the webhook https://b.example")
        .contains("Operator olga@example.com disabled the webhook https://b.example")
        .contains("Operator olga@example.com enabled the webhook https://b.example")
        .contains("Operator olga@example.com deleted the webhook https://b.example")
        .contains("Operator olga@example.com added the webhook https://c.example (")
        .contains("Operator olga@example.com disabled the webhook https://c.example (")
        .doesNotContain("s3cret", "whsec");
    store().webhooks().list(WebhookOwner.TABLE).forEach(HistoryPageTest::delete);
  }

  private static void delete(Webhook webhook) {
    store().webhooks().delete(webhook.owner(), webhook.id());
  }

  /** Makes every kind of change of webhooks that is an event, and leaves one of them. */
  private static void change(WebhookOwner owner, Orgtable by) {
    WebhookKeys keys = TestServer.WEBHOOKS.keys().orElseThrow();
    WebhookStore webhooks = by.webhooks();
    WebhookId one =
        webhooks.create(owner, details("https://a.example/path-of?s3cret"), keys).webhook().id();
    var unusedMove =
        webhooks.change(
            owner,
            one,
            details ->
                new WebhookDetails(
                    WebhookUrl.of("https://b.example/path-of"),
                    "",
                    Set.of(EventType.MEMBER_ADDED, EventType.MEMBER_REMOVED)));
    var unusedAudit =
        webhooks.change(
            owner,
            one,
            details ->
                new WebhookDetails(
                    WebhookUrl.of("https://b.example/path-of?s3cret"), "Audit", Set.of()));
    var unusedRotation = webhooks.rotate(owner, one, keys);
    var unusedDisabling = webhooks.disable(owner, one);
    var unusedEnabling = webhooks.enable(owner, one);
    webhooks.delete(owner, one);
    WebhookUrl url = WebhookUrl.of("https://c.example/path-of");
    WebhookId other =
        webhooks.create(owner, new WebhookDetails(url, "", Set.of()), keys).webhook().id();
    var unusedEnd = webhooks.disable(owner, other);
    var unusedName = webhooks.change(owner, other, details -> details.withDescription("Mirror"));
  }

  private static WebhookDetails details(String url) {
    return new WebhookDetails(WebhookUrl.of(url), "Billing", Set.of());
  }

  @Test
  void facts_and_accounts_are_told_by_what_they_are_and_to_owners_without_values() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    store().facts().change(acme, facts -> new Facts(null, Metadata.of(Map.of("fraud", "yes"))));
    store().accounts().signIn(new Account("https://id.example.com", "s1"), ann, Instant.now());
    String history = "/console/organisations/" + acme + "/history";

    assertThat(operator().open(history).text()).contains("changed the metadata");
    assertThat(person(ann).open(history).text())
        .contains("changed the external id or the metadata")
        .doesNotContain("changed the metadata");
    assertThat(operator().open("/console/users/" + ann).text())
        .contains(ann + " bound the account s1 at https://id.example.com");
  }

  @Test
  void what_expired_and_what_jobs_changed_is_told_as_such() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    Set<Group> staff = Set.of(Group.of("staff"));
    store().as(Actor.EXPIRY).memberships().addMember(bob, acme, staff);
    store().as(new Actor(Actor.Kind.JOB, "j1")).memberships().removeFromGroups(bob, acme, staff);

    assertThat(person(ann).open("/console/organisations/" + acme + "/history").text())
        .contains("Orgtable added " + bob)
        .contains("A background job removed " + bob + " from the group staff");
  }

  @Test
  void owners_do_not_read_the_present_address_of_somebody_who_left() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    EmailAddress later = address("rival");
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    store().memberships().addMember(bob, acme, Set.of(Group.OWNER));
    String id = store().users().get(bob).id().value();
    store().as(new Actor(Actor.Kind.USER, id)).organisations().rename(acme, name("New"));
    store().memberships().remove(bob, acme);
    store().users().changeAddress(bob, later);

    String history = "/console/organisations/" + acme + "/history";
    assertThat(person(ann).open(history).text()).contains("renamed").doesNotContain(later.value());
    assertThat(operator().open(history).text()).contains(later.value());
  }

  @Test
  void labels_do_not_change_what_the_history_says_of_groups() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    GroupName leads = GroupName.of("team-leads");
    var unused = store().groups().create(acme, leads, GroupDetails.NONE.withLabel("Team leads"));
    store().memberships().addMember(bob, acme, Set.of(Group.of("team-leads")));
    String history = "/console/organisations/" + acme + "/history";
    Visitor owner = person(ann).open(history);
    assertThat(owner.text()).contains("(in the group team-leads)");

    var unusedToo =
        store()
            .groups()
            .put(acme, leads, GroupDetails.NONE.withLabel("Interns"), Expected.ANYTHING);

    assertThat(owner.open(history).text())
        .contains("(in the group team-leads (now labelled “Interns”))")
        .contains(
            "changed the group team-leads (now labelled “Interns”): label from “Team leads” to"
                + " “Interns”");
  }

  @Test
  void who_made_a_change_is_told_as_far_as_it_is_known() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    UserId gone = UserId.random(Instant.now());
    var unused = byUser(gone).organisations().rename(acme, name("One"));
    var unusedToo =
        store()
            .as(new Actor(Actor.Kind.API_KEY, "k7", "nobody at all"))
            .because(new Cause("r-17", null))
            .organisations()
            .rename(acme, name("Two"));
    store()
        .as(new Actor(Actor.Kind.OPERATOR, "one-time link"))
        .organisations()
        .limitSeats(acme, 50);

    Visitor visitor = operator().open("/console/organisations/" + acme + "/history");

    assertThat(visitor.text())
        .contains("A former user or member (" + gone + ") renamed")
        .contains("API key k7, which says that it acts for “nobody at all”, renamed")
        .contains("An operator (by one-time link) changed the limit")
        .doesNotContain("r-17");
    assertThat(visitor.page().locator("main li p code").allInnerTexts())
        .contains("k7", gone.value());
  }

  @Test
  void the_request_of_a_change_is_found_without_a_mouse() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    store().because(new Cause("r-17", null)).organisations().limitSeats(acme, 50);
    Visitor visitor = operator().open("/console/organisations/" + acme + "/history");

    visitor.page().locator("main li summary").first().focus();
    visitor.page().keyboard().press("Enter");

    PlaywrightAssertions.assertThat(visitor.page().locator("main li").first()).containsText("r-17");
    assertThat(visitor.isAccessible().text())
        .containsPattern("Event\\s+organisation.limit_changed [0-9a-f-]{36}\\s+Request\\s+r-17");
  }

  @Test
  void who_renames_a_service_does_not_change_what_the_history_says_of_it() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    ServiceId mail = store().services().create(acme, "Mail").id();
    Set<Group> readers = Set.of(Group.of(mail, "readers"));
    for (int i = 0; i < 60; i++) {
      store().memberships().addToGroups(ann, acme, readers);
      store().memberships().removeFromGroups(ann, acme, readers);
    }
    String history = "/console/organisations/" + acme + "/history";
    var unused = store().services().put(new Service(acme, mail, "Board", 0));
    Visitor owner = person(ann).open(history);

    assertThat(owner.isAccessible().text())
        .contains("renamed the service Mail (" + mail + ") to Board")
        .contains(ann + " from the group readers of the service Mail (now named “Board”)");

    owner.follow("Next page");

    assertThat(owner.text())
        .contains("readers of the service " + mail + " (now named “Board”)")
        .doesNotContain("Mail");
  }

  @Test
  void users_who_moved_have_both_addresses_and_api_keys_their_names() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    EmailAddress robert = address("robert");
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    store().memberships().addMember(bob, acme, Set.of(Group.OWNER));
    UserId id = store().users().get(bob).id();
    byUser(id).organisations().rename(acme, name("New"));
    store().users().changeAddress(bob, robert);
    byUser(id).organisations().rename(acme, name("Newer"));
    ApiKeyId key = store().apiKeys().create("Back end", Set.of(Scope.WRITE)).key().id();
    store()
        .as(new Actor(Actor.Kind.API_KEY, key.value()))
        .organisations()
        .rename(acme, name("Newest"));
    String history = "/console/organisations/" + acme + "/history";

    assertThat(operator().open(history).text())
        .contains(bob + " (now " + robert + ") renamed the organisation from “Acme")
        .containsPattern("(?m)^" + robert + " renamed the organisation from “New-")
        .contains("API key “Back end” (" + key + ") renamed the organisation");
    assertThat(person(ann).open(history).text())
        .contains("The application renamed")
        .doesNotContain("Back end");

    store().memberships().remove(robert, acme);

    assertThat(person(ann).open(history).text())
        .contains(bob + " (a former user or member) renamed the organisation");
  }

  private static Orgtable byUser(UserId user) {
    return store().as(new Actor(Actor.Kind.USER, user.value()));
  }

  @Test
  void a_log_without_events_says_so() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    EventRequest oldest = EventRequest.oldest(1).in(Order.OLDEST_FIRST_UNSETTLED);
    var first = store().events().list(new EventLog.OfOrganisation(acme), oldest).last();

    assertThat(operator().open("/console/organisations/" + acme + "/history?after=" + first).text())
        .contains("No changes recorded yet.");
  }

  @Test
  void a_long_history_has_pages() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    for (int i = 0; i < 60; i++) {
      store().memberships().addToGroups(ann, acme, Set.of(Group.of("g" + i)));
    }
    Visitor owner = person(ann).open("/console/organisations/" + acme + "/history");
    assertThat(owner.text()).contains("g59").doesNotContain("created the organisation");

    owner.follow("Next page");

    assertThat(owner.text()).contains("created the organisation").doesNotContain("g59");
  }
}
