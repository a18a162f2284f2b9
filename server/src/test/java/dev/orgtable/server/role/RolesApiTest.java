package dev.orgtable.server.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.Scope;
import dev.orgtable.ServiceId;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles over HTTP, on a table of their own, since they are for the whole table. */
final class RolesApiTest {

  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String ACME = "/v1/organisations/acme";
  private static final String CHECK = "/v1/check?organisation=acme&user=";

  private static final Roles ROLES =
      Roles.of(
          List.of(
              role("admin", "Administrator", List.of("members:invite"), "staff"),
              role("staff", "Member of staff", List.of("invoices:read", "invoices:write"))),
          List.of(role("editor", "Editor", List.of("pages:write"))));

  private static final TestServer SERVER = TestServer.start();
  private static final Http BACK_END = SERVER.key(Scope.READ, Scope.WRITE, Scope.ADMIN);

  @BeforeAll
  static void bob_is_staff_of_acme_and_edits_its_pages() {
    EmailAddress ann = SERVER.user(ANN);
    SERVER.user(BOB);
    OrganisationId acme = SERVER.organisation("acme", ann);
    BACK_END.put(ACME + "/services/pages", "{'name':'Pages'}");
    SERVER
        .orgtable()
        .memberships()
        .addMember(
            EmailAddress.of(BOB),
            acme,
            Set.of(
                Group.of("staff"), Group.of("former"), Group.of(ServiceId.of("pages"), "editor")));
    SERVER.orgtable().roles().put(ROLES, Expected.NOTHING);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static Role role(
      String name, String label, List<String> permissions, String... includes) {
    return new Role(
        GroupName.of(name),
        label,
        "",
        permissions.stream().map(Permission::of).toList(),
        Stream.of(includes).map(GroupName::of).toList());
  }

  @Test
  void roles_are_read_with_their_revision() {
    Reply roles = BACK_END.get("/v1/roles");
    Reply again = BACK_END.send("GET", "/v1/roles", "", "If-None-Match", roles.header("ETag"));

    assertThat(roles.response().body().replace('"', '\''))
        .isEqualTo(
            "{'organisation':{'admin':{'label':'Administrator','description':'',"
                + "'permissions':['members:invite'],'includes':['staff']},"
                + "'staff':{'label':'Member of staff','description':'',"
                + "'permissions':['invoices:read','invoices:write'],'includes':[]}},"
                + "'service':{'editor':{'label':'Editor','description':'',"
                + "'permissions':['pages:write'],'includes':[]}}}");
    assertThat(again.status()).isEqualTo(304);
    assertThat(BACK_END.send("GET", "/v1/roles", "", "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(SERVER.person(EmailAddress.of(BOB)).get("/v1/roles").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bob, permission=invoices:write, true",
    "bob, permission=members:invite, false",
    "bob, permission=pages:write, false",
    "bob, permission=pages:write&service=pages, true",
    "bob, permission=invoices:read&service=pages, true",
    "ann, permission=members:invite, true",
    "ann, permission=members:invite&service=pages, true",
    "ann, permission=members:invite&service=nothing, false",
    "ann, group=staff, false",
    "cat, permission=invoices:read, false"
  })
  void a_permission_is_answered_by_the_roles(String user, String query, boolean allowed) {
    Reply reply = BACK_END.get(CHECK + user + "@example.com&" + query);

    assertThat(reply.json().path("allowed").asBoolean()).isEqualTo(allowed);
    assertThat(reply.json().path("member").asBoolean()).isEqualTo(!user.equals("cat"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permission=invoices:wirte | permission is not named by any role: invoices:wirte",
        "permission=a%20b | permission must be 1 to 100 of the characters A-Z a-z 0-9 . _ - : /",
        "permission=invoices:read&group=staff | permission must not be combined with group",
        "service=pages | group is required with service",
      })
  void a_value_that_cannot_be_checked_is_refused(String query, String message) {
    Reply reply = BACK_END.get(CHECK + BOB + "&" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/message").asString()).isEqualTo(message);
  }

  @Test
  void each_check_of_a_batch_is_answered_or_refused_by_itself() {
    String of = "{'user':'" + BOB + "','organisation':'acme',";

    Reply reply =
        BACK_END.post(
            "/v1/check",
            "{'questions':["
                + of
                + "'permission':'invoices:read'},"
                + of
                + "'permission':'invoices:wirte'},"
                + of
                + "'service':'pages','permission':'pages:write'},"
                + of
                + "'group':'staff'}]}");

    assertThat(
            reply.json().path("data").valueStream().map(each -> each.path("allowed").asBoolean()))
        .containsExactly(true, false, true, true);
    assertThat(reply.json().at("/data/1/problem/errors/0/field").asString())
        .isEqualTo("questions.1.permission");
  }

  @Test
  void a_check_by_permission_costs_one_read_unit_more_than_one_by_group() {
    BACK_END.get("/v1/roles");

    Reply permission = BACK_END.get(CHECK + BOB + "&permission=invoices:read");
    Reply group = BACK_END.get(CHECK + BOB + "&group=staff");

    assertThat(permission.header("Orgtable-Cost")).isEqualTo("requests=2, read=4, write=0");
    assertThat(group.header("Orgtable-Cost")).isEqualTo("requests=2, read=3, write=0");
  }

  @Test
  void claims_have_the_permissions_in_the_organisation() {
    String claims =
        BACK_END.get("/v1/users/" + BOB + "/claims?organisation=acme").response().body();
    String all = BACK_END.get("/v1/users/" + BOB + "/claims").response().body();

    assertThat(claims)
        .contains("\"groups\":[\"former\",\"staff\"]")
        .contains("\"permissions\":[\"invoices:read\",\"invoices:write\"]");
    assertThat(all).contains("\"permissions\":[\"invoices:read\",\"invoices:write\"]");
  }

  @Test
  void claims_that_are_too_large_lose_their_permissions_and_keep_their_groups() {
    String same = BACK_END.get("/v1/roles").response().body();
    String many =
        "'read'" + ",'%0100d'".repeat(60).formatted(IntStream.range(0, 60).boxed().toArray());
    BACK_END.put("/v1/roles", "{'organisation':{'staff':{'permissions':[" + many + "]}}}");
    String path = "/v1/users/" + BOB + "/claims";
    String claims = BACK_END.get(path + "?organisation=acme").response().body();
    String all = BACK_END.get(path).response().body();
    BACK_END.put("/v1/roles", same);

    for (String body : List.of(claims, all)) {
      assertThat(body)
          .contains("\"groups\":[\"former\",\"staff\"]")
          .doesNotContain("permissions\":[")
          .endsWith(",\"permissions_truncated\":true,\"truncated\":false}");
    }
  }

  private static Reply evaluation(String user, String action, String type, String id) {
    return BACK_END.post("/access/v1/evaluation", search(user, action, type, ",'id':'" + id + "'"));
  }

  private static String search(String user, String action, String type, String id) {
    return "{'subject':{'type':'user'"
        + (user.isEmpty() ? "" : ",'id':'" + user + "'")
        + "}"
        + (action.isEmpty() ? "" : ",'action':{'name':'" + action + "'}")
        + ",'resource':{'type':'"
        + type
        + "'"
        + id
        + "}}";
  }

  @Test
  void a_permission_is_an_action_of_authzen() {
    assertThat(evaluation(BOB, "invoices:write", "organisation", "acme").json().path("decision"))
        .hasToString("true");
    assertThat(evaluation(BOB, "members:invite", "organisation", "acme").json().path("decision"))
        .hasToString("false");
    assertThat(evaluation(BOB, "pages:write", "service", "acme/pages").json().path("decision"))
        .hasToString("true");
    assertThat(evaluation(ANN, "pages:write", "service", "acme/nothing").json().path("decision"))
        .hasToString("false");
    assertThat(
            evaluation(BOB, "invoices:wirte", "organisation", "acme").json().at("/context/reason"))
        .hasToString("\"action.name is not known for this type of resource\"");
  }

  private static List<String> found(String path, String body, String field) {
    Reply reply = BACK_END.post("/access/v1/search/" + path, body);
    return reply.json().path("results").valueStream().map(e -> e.path(field).asString()).toList();
  }

  @Test
  void searches_find_by_permission() {
    String acme = ",'id':'acme'";

    assertThat(found("subject", search("", "invoices:read", "organisation", acme), "id"))
        .containsExactly(ANN, BOB);
    assertThat(found("subject", search("", "members:invite", "organisation", acme), "id"))
        .containsExactly(ANN);
    assertThat(found("resource", search(BOB, "invoices:read", "organisation", ""), "id"))
        .containsExactly("acme");
    assertThat(found("resource", search(BOB, "pages:write", "service", ""), "id"))
        .containsExactly("acme/pages");
    assertThat(found("resource", search(BOB, "members:invite", "organisation", ""), "id"))
        .isEmpty();
    assertThat(found("action", search(BOB, "", "organisation", acme), "name"))
        .containsExactly("member", "in:former", "in:staff", "invoices:read", "invoices:write");
    assertThat(found("action", search(BOB, "", "service", ",'id':'acme/pages'"), "name"))
        .containsExactly("in:editor", "invoices:read", "invoices:write", "pages:write");
    String absent = ",'id':'acme/nothing'";
    assertThat(found("action", search(ANN, "", "service", absent), "name")).isEmpty();
    assertThat(found("subject", search("", "invoices:read", "service", absent), "id")).isEmpty();
  }

  private static void refused(Reply reply, String field, String names) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(reply.json().at("/errors/0/message").asString())
        .isEqualTo(field + " must be one of the roles: " + names);
  }

  @Test
  void a_group_that_the_roles_do_not_list_is_refused_where_it_is_named() {
    String member = ACME + "/members/" + BOB;
    String known = "owner, admin, staff";

    refused(BACK_END.put(member + "/groups/Staff", ""), "group", known);
    refused(
        BACK_END.put(ACME + "/services/pages/members/" + BOB + "/groups/reader", ""),
        "group",
        "editor");
    refused(
        BACK_END.patch(member + "/groups", "{'add':{'groups':['admin','sales']}}"),
        "add.groups.1",
        known);
    refused(
        BACK_END.post(ACME + "/invitations", "{'email':'new@example.com','groups':['sales']}"),
        "groups.0",
        known);
    refused(
        BACK_END.post(
            ACME + "/invitations/batch", "{'emails':['new@example.com'],'groups':['sales']}"),
        "groups.0",
        known);
    refused(
        BACK_END.post(
            ACME + "/members/batch", "{'members':[{'email':'" + BOB + "','groups':['sales']}]}"),
        "members.0.groups.0",
        known);
  }

  @Test
  void listed_groups_and_owner_are_given_and_others_stay_until_they_are_taken() {
    String member = ACME + "/members/" + BOB;

    assertThat(BACK_END.put(member + "/groups/admin", "").status()).isEqualTo(204);
    assertThat(BACK_END.put(member + "/groups/owner", "").status()).isEqualTo(204);
    assertThat(BACK_END.get(CHECK + BOB + "&group=former").json().path("allowed").asBoolean())
        .isTrue();
    assertThat(
            BACK_END
                .patch(member + "/groups", "{'remove':{'groups':['owner','admin','nothing']}}")
                .status())
        .isEqualTo(204);
  }

  @Test
  void roles_are_put_on_a_precondition_by_an_administrator() {
    Reply before = BACK_END.get("/v1/roles");
    String tag = before.header("ETag");
    String same = before.response().body();
    String other = same.replace("Administrator", "Manager");

    Reply unchanged = BACK_END.put("/v1/roles", same, "If-Match", tag);
    Reply changed = BACK_END.put("/v1/roles", other, "If-Match", tag);
    Reply late = BACK_END.put("/v1/roles", same, "If-Match", tag);
    Reply again = BACK_END.put("/v1/roles", same);

    assertThat(unchanged.status()).isEqualTo(200);
    assertThat(unchanged.header("ETag")).isEqualTo(tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.response().body()).isEqualTo(other);
    assertThat(late.status()).isEqualTo(412);
    assertThat(BACK_END.put("/v1/roles", same, "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(again.response().body()).isEqualTo(same);
    assertThat(SERVER.key(Scope.WRITE).put("/v1/roles", same).status()).isEqualTo(403);
  }

  @Test
  void an_owner_that_has_every_permission_is_put_and_read_without_lists() {
    String same = BACK_END.get("/v1/roles").response().body();
    String body = "{'organisation':{'owner':{'label':'Owner'},'staff':{'permissions':['x']}}}";

    Reply put = BACK_END.put("/v1/roles", body);
    Reply again = BACK_END.put("/v1/roles", put.response().body());
    BACK_END.put("/v1/roles", same);

    assertThat(put.response().body().replace('"', '\''))
        .contains("'owner':{'label':'Owner','description':''}");
    assertThat(again.header("ETag")).isEqualTo(put.header("ETag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'organisation':{'a':{'includes':['b']}}} | organisation.a.includes.0",
        "{'organisation':{'a':{'includes':['a']}}} | organisation.a.includes.0",
        "{'organisation':{'a':{'permissions':['x','a b']}}} | organisation.a.permissions.1",
        "{'organisation':{'a':{'permissions':['x','x']}}} | organisation.a.permissions.1",
        "{'organisation':{'a/b':{}}} | organisation.a/b",
        "{'organisation':{'a':null}} | organisation.a",
        "{} | organisation",
        "{'organisation':{},'service':{}} | organisation",
        "{'organisation':{'a':{'permissions':[null]}}} | organisation.a.permissions.0",
        "{'organisation':{'Owner':{}}} | organisation.Owner",
        "{'organisation':{'owner':{'permissions':[]}}} | organisation.owner",
        "{'organisation':{'owner':{'label':'x','includes':[]}}} | organisation.owner",
        "{'service':{'a':{},'A':{}}} | service.A",
        "{'service':{'a':{'lable':'x'}}} | lable"
      })
  void roles_that_are_not_valid_are_refused_and_change_nothing(String body, String field) {
    String tag = BACK_END.get("/v1/roles").header("ETag");

    Reply refused = BACK_END.put("/v1/roles", body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).endsWith(field);
    assertThat(BACK_END.get("/v1/roles").header("ETag")).isEqualTo(tag);
  }

  @Test
  void another_server_uses_changed_roles_within_five_seconds() throws InterruptedException {
    try (OrgtableServer other = SERVER.another(Duration.ZERO)) {
      Http through = new Http(TestServer.uri(other), BACK_END.credential());
      String question = CHECK + BOB + "&permission=pages:write";
      boolean before = through.get(question).json().path("allowed").asBoolean();
      SERVER
          .orgtable()
          .roles()
          .put(
              Roles.of(
                  List.of(role("staff", "", List.of("invoices:read", "pages:write"))), List.of()),
              Expected.ANYTHING);
      Thread.sleep(5_000);

      boolean after = through.get(question).json().path("allowed").asBoolean();
      SERVER.orgtable().roles().put(ROLES, Expected.ANYTHING);
      Thread.sleep(5_000);

      assertThat(before).isFalse();
      assertThat(after).isTrue();
    }
  }
}
