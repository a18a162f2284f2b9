package dev.orgtable.server.openapi;

import dev.orgtable.EmailAddress;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.User.Account;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.webhook.Deliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A story that calls every operation at least once: the first call is its example. A new operation
 * gets a line where the story has what it needs.
 */
final class ApiStory {

  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String CAROL = "carol@example.com";
  private static final String ERIN = "erin@example.com";
  private static final String IN_ACME = "organisation=acme";
  private static final String BOB_IN_ACME = IN_ACME + " email=" + BOB;
  private static final int INVITED = 101;

  private static final String SUBJECT = "'subject':{'type':'user','id':'" + BOB + "'}";
  private static final String ACTION = "'action':{'name':'ticket.read'}";
  private static final String RESOURCE = "'resource':{'type':'organisation','id':'acme'}";

  private final TestServer server;
  private final Http backEnd;
  private final ApiCalls calls;

  private ApiStory(TestServer server) {
    NewApiKey key =
        server.orgtable().apiKeys().create("Back end of the shop", Set.of(Scope.values()));
    this.server = server;
    this.backEnd = server.with(key.secret());
    this.calls = new ApiCalls(backEnd, server.anybody().get("/v1/openapi.json").json());
    calls.replace(key.key().id().value(), "BackEndKeyId");
  }

  /** Returns the examples, as the file has them, and shows the server at the end of the story. */
  static String told(Consumer<TestServer> end) {
    try (TestServer server = TestServer.start()) {
      ApiStory story = new ApiStory(server);
      story.tell();
      end.accept(server);
      return story.calls.text();
    }
  }

  private void tell() {
    roles();
    usersAndOrganisations();
    invitations();
    members();
    services();
    groups();
    checks();
    authZen();
    facts();
    accounts();
    keys();
    webhooks();
    jobs();
    changes();
    ends();
  }

  private void roles() {
    calls.call(
        "putRoles",
        "",
        """
        {'organisation':{
           'owner':{'label':'Owner'},
           'support':{'label':'Support','description':'Reads and answers tickets',
             'permissions':['ticket.read','ticket.answer']},
           'lead':{'label':'Lead','permissions':['ticket.assign'],'includes':['support']}},
         'service':{'editor':{'label':'Editor','permissions':['page.write']}}}
        """);
    calls.call("getRoles", "", "");
  }

  private void usersAndOrganisations() {
    calls.call(
        "createUser",
        "",
        "{'email':'ann@example.com','firstName':'Ann','lastName':'Archer','phone':'+44 20 7946 0001'}");
    calls.call("createOrganisation", "", "{'name':'Acme','owner':'" + ANN + "'}");
    server.orgtable().organisations().create(OrganisationId.of("acme"), "Acme", email(ANN));
    calls.call("putUser", "email=" + BOB, "{'firstName':'Bob','lastName':'Baker'}");
    calls.call("changeUser", "email=" + BOB, "{'phone':'+44 20 7946 0002'}");
    calls.call("getUser", "email=" + ANN, "");
    calls.call("searchUsers", "prefix=ann limit=20", "");
    calls.call("getOrganisation", IN_ACME, "");
  }

  private void invitations() {
    String terms = "'invitedBy':'Ann Archer','expiresIn':'P7D'}";
    calls.call("invite", IN_ACME, "{'email':'" + CAROL + "','groups':['support']," + terms);
    calls.call("listInvitations", IN_ACME, "");
    calls.call("getInvitation", IN_ACME + " email=" + CAROL, "");
    Reply sent = calls.call("resendInvitation", IN_ACME + " email=" + CAROL, "");
    String token = "{'token':'" + sent.text("token") + "'";
    calls.call(server.anybody(), "getByToken", "", token + "}");
    calls.call(
        server.anybody(), "acceptByToken", "", token + ",'firstName':'Carol','lastName':'Clark'}");

    Reply other = calls.call("invite", IN_ACME, "{'email':'dave@example.com'}");
    calls.call(server.anybody(), "rejectByToken", "", "{'token':'" + other.text("token") + "'}");

    calls.call("invite", IN_ACME, "{'email':'" + BOB + "','groups':['lead']," + terms);
    calls.call("listInvitationsOfUser", "email=" + BOB, "");
    calls.call("acceptInvitation", "email=" + BOB + " " + IN_ACME, "");
    calls.call("putUser", "email=" + ERIN, "{'firstName':'Erin','lastName':'Evans'}");
    calls.call("invite", IN_ACME, "{'email':'" + ERIN + "'}");
    calls.call("rejectInvitation", "email=" + ERIN + " " + IN_ACME, "");

    calls.call(
        "inviteMany",
        IN_ACME,
        "{'emails':['frank@example.com','" + BOB + "'],'groups':['support']," + terms);
    calls.call("revokeInvitation", IN_ACME + " email=frank@example.com", "");
  }

  private void members() {
    calls.call(
        "addMembers", IN_ACME, "{'members':[{'email':'" + ERIN + "','groups':['support']}]}");
    calls.call("getMember", BOB_IN_ACME, "");
    calls.call("listMembers", IN_ACME + " group=support", "");
    calls.call("putMemberProfile", BOB_IN_ACME, "{'firstName':'Robert','lastName':'Baker'}");
    calls.call("suspendMember", BOB_IN_ACME, "");
    calls.call("reactivateMember", BOB_IN_ACME, "");
    calls.call(
        "changeGroups", BOB_IN_ACME, "{'add':{'groups':['support']},'remove':{'groups':['lead']}}");
    calls.call("addToGroup", BOB_IN_ACME + " group=lead", "");
    calls.call("removeFromGroup", BOB_IN_ACME + " group=lead", "");
  }

  private void services() {
    String editor = IN_ACME + " service=wiki email=" + BOB + " group=editor";
    calls.call("putService", IN_ACME + " service=wiki", "{'name':'Wiki'}");
    calls.call("getService", IN_ACME + " service=wiki", "");
    calls.call("listServices", IN_ACME, "");
    calls.call("addToServiceGroup", editor, "");
    calls.call("removeFromServiceGroup", editor, "");
    calls.call("addToServiceGroup", editor, "");
    Reply created = calls.call("createService", IN_ACME, "{'name':'Shop'}");
    calls.call("deleteService", IN_ACME + " service=" + created.text("id"), "");
  }

  private void groups() {
    String sales = IN_ACME + " group=sales";
    calls.call(
        "createGroup",
        IN_ACME,
        "{'name':'sales','label':'Sales','externalId':'directory-7','roles':['support']}");
    calls.call("getGroup", sales, "");
    calls.call("listGroups", IN_ACME, "");
    calls.call(
        "putGroup",
        sales,
        "{'label':'Sales','description':'All who sell','externalId':'directory-7','roles':['lead']}");
    calls.call("renameGroup", sales, "{'name':'field-sales'}");
    calls.call("deleteGroup", IN_ACME + " group=field-sales", "");
  }

  private void checks() {
    calls.call("check", "user=" + BOB + " organisation=acme permission=ticket.read", "");
    calls.call(
        "checkMany",
        "",
        "{'questions':["
            + "{'user':'bob@example.com','organisation':'acme','permission':'ticket.assign'},"
            + "{'user':'bob@example.com','organisation':'acme','service':'wiki','group':'editor'},"
            + "{'user':'bob@example.com','organisation':'acme','permission':'ticket.burn'}],"
            + "'maxStaleness':'PT10S'}");
    calls.call("getClaims", "email=" + BOB + " organisation=acme", "");
  }

  private void authZen() {
    calls.call("evaluate", "", "{" + SUBJECT + "," + ACTION + "," + RESOURCE + "}");
    calls.call(
        "evaluateMany",
        "",
        "{"
            + SUBJECT
            + ",'resource':{'type':'service','id':'acme/wiki'}"
            + ",'evaluations':[{'action':{'name':'page.write'}},{'action':{'name':'in:editor'}}]}");
    calls.call("searchSubjects", "", "{'subject':{'type':'user'}," + ACTION + "," + RESOURCE + "}");
    calls.call(
        "searchResources",
        "",
        "{" + SUBJECT + "," + ACTION + ",'resource':{'type':'organisation'}}");
    calls.call("searchActions", "", "{" + SUBJECT + "," + RESOURCE + "}");
  }

  private void facts() {
    String plan = "{'externalId':'crm-1001','metadata':{'plan':'pro','trial':null}}";
    calls.call("changeUserFacts", "email=" + BOB, plan);
    calls.call("getUserFacts", "email=" + BOB, "");
    calls.call("changeOrganisationFacts", IN_ACME, plan);
    calls.call("getOrganisationFacts", IN_ACME, "");
    calls.call("changeMemberFacts", BOB_IN_ACME, "{'metadata':{'seat':'4'}}");
    calls.call("getMemberFacts", BOB_IN_ACME, "");
  }

  private void accounts() {
    String id = new Account(server.issuer().name(), Issuer.subject(email(BOB))).id();
    server.bind(email(BOB));
    calls.replace(server.issuer().name(), "https://login.example.com");
    calls.replace(Issuer.subject(email(BOB)), "248289761001");
    calls.replace(id, "0123456789abcdef".repeat(4));
    calls.call("listAccounts", "email=" + BOB, "");
    calls.call("unbindAccount", "email=" + BOB + " account=" + id, "");
  }

  private void keys() {
    calls.call("listKeys", "", "");
    Reply created =
        calls.call("createKey", "", "{'name':'Reports','scopes':['read'],'expiresIn':'P7D'}");
    calls.replace("\"" + created.text("id") + "\"", "\"ExampleKeyId\"");
    calls.call("revokeKey", "key=" + created.text("id"), "");
  }

  /** Nobody listens at these addresses, so that nothing leaves this machine. */
  private void webhooks() {
    String body =
        "{'url':'http://127.0.0.1:9/hooks','description':'Billing','types':['member.added']}";
    for (String owner : List.of("Organisation", "Table")) {
      String in = owner.equals("Table") ? "" : IN_ACME + " ";
      Reply created = calls.call("create" + owner + "Webhook", in.strip(), body);
      String id = created.json().at("/webhook/id").asString();
      String one = in + "webhook=" + id;
      calls.replace(id, owner.equals("Table") ? "m8q1r7t5w0k3v9x2" : "k3v9x2m8q1r7t5w0");
      calls.call("list" + owner + "Webhooks", in.strip(), "");
      calls.call("get" + owner + "Webhook", one, "");
      calls.call("test" + owner + "Webhook", one, "");
      calls.call("rotate" + owner + "Webhook", one, "");
      String event = Deliveries.failedFirst(server, id);
      calls.replace(event, "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13");
      calls.call("list" + owner + "WebhookDeliveries", one, "");
      calls.call("replay" + owner + "WebhookDelivery", one + " event=" + event, "");
      calls.call(
          "replay" + owner + "WebhookDeliveries", one, "{'since':'2026-03-02T09:30:00.000Z'}");
      calls.call("change" + owner + "Webhook", one, "{'types':[],'enabled':false}");
      calls.call("delete" + owner + "Webhook", one, "");
    }
    calls.replace("http://127.0.0.1:9", "https://example.com");
  }

  /** More invitations have a copy of the name than one transaction can write. */
  private void jobs() {
    OrganisationId globex =
        server
            .orgtable()
            .organisations()
            .create(OrganisationId.of("globex"), "Globex", email(ANN))
            .id();
    for (int i = 0; i < INVITED; i++) {
      server.orgtable().invitations().invite(email("i" + i + "@example.com"), globex, Set.of());
    }
    Reply begun = backEnd.put("/v1/organisations/globex", "{'name':'Globex Ltd'}");
    calls.awaitJob(begun);
    calls.call("getJob", "job=" + begun.header("Location").replaceFirst(".*/", ""), "");
    calls.call("listJobs", "state=done", "");
  }

  private void changes() {
    calls.call("listOrganisationsOfUser", "email=" + BOB, "");
    calls.call("getUserDetails", "email=" + BOB, "");
    calls.call("getOrganisationDetails", IN_ACME, "");
    calls.call("putOrganisation", IN_ACME, "{'name':'Acme Ltd'}");
    calls.call("changeOrganisation", IN_ACME, "{'name':'Acme plc'}");
    calls.call("putOrganisationLimit", "email=" + BOB, "{'limit':3}");
    calls.call("getOrganisationLimit", "email=" + BOB, "");
    calls.call("deleteOrganisationLimit", "email=" + BOB, "");
    calls.call("putSeatLimit", IN_ACME, "{'limit':50}");
    calls.call("getSeats", IN_ACME, "");
    calls.call("deleteSeatLimit", IN_ACME, "");
    calls.call("suspendOrganisation", IN_ACME, "");
    calls.call("reactivateOrganisation", IN_ACME, "");
    calls.call("listOrganisationEvents", IN_ACME + " limit=2", "");
    calls.call("listUserEvents", "email=" + BOB + " limit=1", "");
    calls.call("listTableEvents", "limit=1", "");
    String yesterday =
        Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString();
    calls.replace(yesterday, "2026-11-27T12:00:00.000Z");
    calls.call("getPast", IN_ACME + " at=" + yesterday, "");
    Reply found = calls.call("searchOrganisations", "prefix=acme limit=1", "");
    calls.replace(found.text("next"), "TheCursorOfTheNextPage");
    calls.call("transferOwnership", IN_ACME, "{'from':'" + ANN + "','to':'" + BOB + "'}");
    calls.call("changeEmail", "email=" + ERIN, "{'email':'erin.evans@example.com'}");
  }

  private void ends() {
    calls.call("removeMember", IN_ACME + " email=" + CAROL, "");
    calls.call("deleteUser", "email=" + CAROL, "");
    calls.call("deleteOrganisation", IN_ACME, "");
  }

  private static EmailAddress email(String text) {
    return EmailAddress.of(text);
  }
}
