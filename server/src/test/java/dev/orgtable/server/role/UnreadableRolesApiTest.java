package dev.orgtable.server.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Roles that cannot be read are refused where they are needed, and fail no other check. */
final class UnreadableRolesApiTest {

  private static final String BOB = "bob@example.com";
  private static final String PERMITTED =
      "{'user':'bob@example.com','organisation':'acme','permission':'invoices:read'}";
  private static final String IN_GROUP =
      "{'user':'bob@example.com','organisation':'acme','group':'staff'}";

  private static final TestServer SERVER = TestServer.start();
  private static final Http BACK_END = SERVER.key(Scope.READ);

  @BeforeAll
  static void bob_is_staff_of_acme_and_the_roles_are_damaged() {
    OrganisationId acme = SERVER.organisation("acme", SERVER.user("ann@example.com"));
    EmailAddress bob = SERVER.user(BOB);
    SERVER.orgtable().memberships().addMember(bob, acme, Set.of(Group.of("staff")));
    Map<String, AttributeValue> damaged =
        Map.of(
            "id", AttributeValue.fromS("roles"),
            "rng", AttributeValue.fromS("roles"),
            "typ", AttributeValue.fromS("roles"),
            "v", AttributeValue.fromN("1"));
    SERVER.client().putItem(put -> put.tableName(SERVER.table()).item(damaged));
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void a_check_by_permission_is_refused_and_one_by_group_is_answered() {
    String check = "/v1/check?organisation=acme&user=" + BOB;

    Reply refused = BACK_END.get(check + "&permission=invoices:read");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString()).isEqualTo("unreadable_record");
    assertThat(BACK_END.get(check + "&group=staff").json().path("allowed").asBoolean()).isTrue();
  }

  @Test
  void each_check_of_a_batch_is_answered_or_refused_by_itself() {
    Reply reply =
        BACK_END.post("/v1/check", "{'questions':[%s,%s]}".formatted(PERMITTED, IN_GROUP));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/data/0/allowed").asBoolean()).isFalse();
    assertThat(reply.json().at("/data/0/problem/code").asString()).isEqualTo("unreadable_record");
    assertThat(reply.json().at("/data/1/allowed").asBoolean()).isTrue();
    assertThat(reply.json().at("/data/1/problem").isNull()).isTrue();
  }

  @Test
  void each_evaluation_of_authzen_is_decided_or_fails_by_itself() {
    String by = "{'action':{'name':'%s'}}";
    String body =
        "{'subject':{'type':'user','id':'%s'},'resource':{'type':'organisation','id':'acme'},"
            + "'evaluations':[%s,%s]}";

    Reply reply =
        BACK_END.post(
            "/access/v1/evaluations",
            body.formatted(BOB, by.formatted("invoices:read"), by.formatted("in:staff")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/evaluations/0/decision").asBoolean()).isFalse();
    assertThat(reply.json().at("/evaluations/0/context/error/status").asInt()).isEqualTo(409);
    assertThat(reply.json().at("/evaluations/1/decision").asBoolean()).isTrue();
    assertThat(List.copyOf(reply.json().propertyNames())).containsExactly("evaluations");
  }
}
