package dev.orgtable.server.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reads of a request that names groups: few, however many names there are. */
final class KnownGroupsApiTest {

  private static final String ACME = "/v1/organisations/acme";
  private static final String BOB = "bob@example.com";
  private static final String IN_MEMBER = "{'add':{'groups':[%s]}}";

  private static final TestServer SERVER = TestServer.start();
  private static final Http BACK_END = SERVER.key(Scope.READ, Scope.WRITE, Scope.ADMIN);

  @BeforeAll
  static void acme_has_groups_of_its_own_that_the_roles_do_not_list() {
    OrganisationId acme = SERVER.organisation("acme", SERVER.user("ann@example.com"));
    EmailAddress bob = SERVER.user(BOB);
    SERVER.orgtable().memberships().addMember(bob, acme, Set.of());
    for (int i = 0; i < 50; i++) {
      SERVER.orgtable().groups().create(acme, GroupName.of("own-" + i), GroupDetails.NONE);
    }
    Role staff = new Role(GroupName.of("staff"), "Staff", "", List.of(), List.of());
    SERVER.orgtable().roles().put(Roles.of(List.of(staff), List.of()), Expected.NOTHING);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static String names(int count, IntFunction<String> name) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'" + name.apply(i) + "'")
        .collect(Collectors.joining(","));
  }

  private static Reply send(String method, String path, String body) {
    BACK_END.get("/v1/roles");
    return BACK_END.send(method, ACME + path, body.replace('\'', '"'));
  }

  private static int cost(Reply reply, String unit) {
    String cost = reply.header("Orgtable-Cost");
    return Integer.parseInt(cost.replaceAll(".*" + unit + "=([0-9]+).*", "$1"));
  }

  @Test
  void a_name_that_occurs_many_times_is_read_once() {
    String repeated = IN_MEMBER.formatted(names(2000, i -> "own-1"));

    Reply reply = send("PATCH", "/members/" + BOB + "/groups", repeated);

    assertThat(reply.status()).isEqualTo(204);
    assertThat(cost(reply, "requests")).isLessThanOrEqualTo(4);
    assertThat(cost(reply, "read")).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /members/bob@example.com/groups | 4 | {'add':{'groups':[%s]}}",
        "POST  | /members/batch      | 4 | {'members':[{'email':'ann@example.com','groups':[%s]},"
            + "{'email':'bob@example.com','groups':[%1$s]}]}",
        "POST  | /invitations        | 5 | {'email':'cat@example.com','groups':[%s]}",
        "POST  | /invitations/batch  | 5 | {'emails':['dan@example.com'],'groups':[%s]}"
      })
  void different_names_are_read_at_once(String method, String path, int most, String body) {
    Reply reply = send(method, path, body.formatted(names(50, i -> "own-" + i)));

    assertThat(reply.status()).as("%s", reply).isIn(200, 201, 204, 409);
    assertThat(cost(reply, "requests")).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /members/bob@example.com/groups | add.groups | {'add':{'groups':[%s]}}",
        "PATCH | /members/bob@example.com/groups | remove.groups | {'remove':{'groups':[%s]}}",
        "POST  | /members/batch      | members.1.groups | "
            + "{'members':[{'email':'ann@example.com','groups':['own-1']},"
            + "{'email':'bob@example.com','groups':[%s]}]}",
        "POST  | /invitations        | groups | {'email':'cat@example.com','groups':[%s]}",
        "POST  | /invitations/batch  | groups | {'emails':['dan@example.com'],'groups':[%s]}"
      })
  void more_than_100_names_are_refused_before_a_read(
      String method, String path, String field, String body) {
    Reply reply = send(method, path, body.formatted(names(101, i -> "own-" + i)));

    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(reply.json().at("/errors/0/message").asString())
        .isEqualTo(field + " must be at most " + Group.MOST_PER_MEMBER);
    assertThat(reply.header("Orgtable-Cost")).isEqualTo("requests=1, read=1, write=0");
  }

  @Test
  void a_group_that_is_not_known_is_told_the_roles_and_some_of_the_own_groups() {
    Reply ofOrganisation = send("PUT", "/members/" + BOB + "/groups/unknown", "");
    Reply ofService = send("PUT", "/services/crm/members/" + BOB + "/groups/unknown", "");
    Reply ofNone = BACK_END.put("/v1/organisations/none/members/" + BOB + "/groups/unknown", "");

    assertThat(ofOrganisation.text("detail"))
        .startsWith(
            "group must be one of the roles: owner, staff; or of the organisation's groups:"
                + " own-0, own-1, own-10, ")
        .endsWith(", …");
    assertThat(ofOrganisation.text("detail").split("own-", -1)).hasSize(21);
    assertThat(ofService.text("detail")).isEqualTo("group must be one of the roles: ");
    assertThat(ofNone.text("detail")).isEqualTo("group must be one of the roles: owner, staff");
  }

  @Test
  void a_new_name_of_a_group_is_refused_under_its_field() {
    Reply reply = send("POST", "/groups/own-0/rename", "{'name':'Owner'}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo("name");
  }

  @Test
  void names_of_many_members_are_read_with_all_groups() {
    String body =
        "{'members':[%s]}"
            .formatted(
                IntStream.range(0, 8)
                    .mapToObj(
                        member ->
                            "{'email':'new%d@example.com','groups':[%s]}"
                                .formatted(member, names(100, i -> "g-" + member + "-" + i)))
                    .collect(Collectors.joining(",")));

    Reply reply = send("POST", "/members/batch", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo("members.0.groups.0");
    assertThat(cost(reply, "requests")).as("1 of them for the message").isLessThanOrEqualTo(5);
  }
}
