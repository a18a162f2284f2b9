package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Scope;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.server.Http.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cost of each operation over HTTP: that of the store in docs/costs.md, plus one request with
 * one read unit for the API key. DynamoDB Local reports the index writes of transactions
 * differently from Amazon; {@code CostContract} expects Amazon's on other engines.
 */
@EnabledIf(value = "isOnDynamoDbLocal", disabledReason = "the units are DynamoDB Local's")
final class CostsTest extends ApiTest {

  private String token = "";

  static boolean isOnDynamoDbLocal() {
    return Engines.byDefault().preferred() == EngineType.DYNAMODB_LOCAL;
  }

  @BeforeEach
  void acme_has_a_member_and_an_invitee() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    backEnd().put(path("/groups/sales"), "{'label':'Sales'}");
    bobIsIn(Group.of("staff"));
    server().user("carl." + ann);
    server().user("eve." + ann);
    token =
        backEnd()
            .post(path("/invitations"), "{'email':'carl." + ann + "','expiresIn':'PT1H'}")
            .text("token");
  }

  /** That there are no roles is known to the server, which reads them once in 5 seconds. */
  private Reply send(String method, String path, String body, String... headers) {
    backEnd().get("/v1/roles");
    return backEnd().send(method, named(path), named(body).replace('\'', '"'), headers);
  }

  private String named(String text) {
    return text.replace("ACME", "/v1/organisations/" + acme)
        .replace("ID", acme)
        .replace("ANN", ann)
        .replace("BOB", bob)
        .replace("NO_ACCOUNT", "0".repeat(64))
        .replace("TOKEN", token);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /v1/users/ANN                       |                              | 2 | 2   | 0",
        "GET    | /v1/users/none.ANN                  |                              | 2 | 2   | 0",
        "GET    | /v1/users/ANN/details               |                              | 3 | 3   | 0",
        "GET    | /v1/users/BOB/organisations         |                              | 3 | 4   | 0",
        "GET    | /v1/users/BOB/claims                |                              | 3 | 4   | 0",
        "GET    | /v1/users/BOB/claims?organisation=ID |                             | 2 | 4   | 0",
        "GET    | /v1/users/BOB/events                |                              | 3 | 3   | 0",
        "GET    | ACME/events                         |                              | 2 | 2   | 0",
        "GET    | /v1/events?limit=1                  |                              | 2 | 2   | 0",
        "GET    | /v1/users/BOB/facts                 |                              | 2 | 2   | 0",
        "PATCH  | /v1/users/BOB/facts                 | {'metadata':{'plan':'pro'}}  | 3 | 2   | 4",
        "GET    | ACME/facts                          |                              | 2 | 2   | 0",
        "PATCH  | ACME/facts                          | {'metadata':{'plan':'pro'}}  | 3 | 2   | 4",
        "GET    | /v1/users/BOB/organisation-limit    |                              | 2 | 2   | 0",
        "PUT    | /v1/users/BOB/organisation-limit    | {'limit':100}                | 3 | 2   | 4",
        "DELETE | /v1/users/BOB/organisation-limit    |                              | 2 | 2   | 0",
        "GET    | ACME/seats                          |                              | 2 | 2   | 0",
        "PUT    | ACME/seats/limit                    | {'limit':100}                | 3 | 2   | 4",
        "DELETE | ACME/seats/limit                    |                              | 2 | 2   | 0",
        "GET    | ACME/members?externalId=none        |                              | 3 | 3   | 0",
        "PATCH  | ACME/members/BOB/facts              | {'externalId':'seat-4'}      | 3 | 3   | 6",
        "GET    | ACME/members/BOB/facts              |                              | 2 | 3   | 0",
        "PATCH  | ACME/members/BOB/facts              | {'metadata':{'plan':'pro'}}  | 3 | 3   | 4",
        "GET    | /v1/users/carl.ANN/invitations      |                              | 3 | 3   | 0",
        "GET    | /v1/users?externalId=none           |                              | 2 | 2   | 0",
        "PATCH  | /v1/users/BOB/facts                 | {'externalId':'ID'}          | 3 | 2   | 6",
        "GET    | /v1/users?prefix=ANN                |                              | 3 | 1.5 | 0",
        "POST   | /v1/users                           | {'email':'new.ANN','firstName':'N'} | 2 | 1"
            + " | 6",
        "PUT    | /v1/users/new.ANN                   | {'firstName':'N'}            | 3 | 2   | 6",
        "PUT    | /v1/users/ANN                       | {'firstName':'First','lastName':'Last'} | 2"
            + " | 2 | 0",
        "DELETE | /v1/users/none.ANN                  |                              | 2 | 2   | 0",
        "GET    | /v1/users/ANN/accounts              |                              | 2 | 2   | 0",
        "DELETE | /v1/users/ANN/accounts/NO_ACCOUNT   |                              | 2 | 2   | 0",
        "GET    | ACME                                |                              | 2 | 2   | 0",
        "GET    | ACME/details                        |                              | 3 | 3   | 0",
        "POST   | /v1/organisations                   | {'name':'N','owner':'ANN'}   | 3 | 2   | 10",
        "GET    | ACME/members                        |                              | 3 | 3   | 0",
        "GET    | ACME/members/BOB                    |                              | 2 | 3   | 0",
        "DELETE | ACME/members/BOB                    |                              | 3 | 2   | 8",
        "PUT    | ACME/members/BOB/groups/g           |                              | 2 | 1   | 4",
        "PUT    | ACME/members/BOB/groups/sales       |                              | 2 | 1   | 4",
        "DELETE | ACME/members/BOB/groups/staff       |                              | 2 | 1   | 4",
        "PUT    | ACME/services/crm/members/BOB/groups/g |                           | 2 | 1   | 6",
        "PUT    | ACME/members/BOB/groups/owner       |                              | 2 | 1   | 8",
        "PATCH  | ACME/members/BOB/groups             | {'add':{'groups':['a','b']}} | 2 | 1   | 4",
        "GET    | ACME/groups                         |                              | 3 | 3   | 0",
        "GET    | ACME/groups/sales                   |                              | 2 | 3   | 0",
        "POST   | ACME/groups                         | {'name':'new'}               | 5 | 5   | 8",
        "PUT    | ACME/groups/sales                   | {'label':'Other'}            | 3 | 3   | 4",
        "POST   | ACME/groups/sales/rename            | {'name':'new'}               | 6 | 8   | 14",
        "DELETE | ACME/groups/sales                   |                              | 4 | 4   | 10",
        "GET    | ACME/services                       |                              | 3 | 3   | 0",
        "GET    | ACME/services/crm                   |                              | 2 | 3   | 0",
        "POST   | ACME/services                       | {'name':'N'}                 | 2 | 1   | 6",
        "POST   | ACME/invitations                    | {'email':'dora.ANN'}         | 4 | 3   |"
            + " 14",
        "GET    | ACME/invitations                    |                              | 3 | 3   | 0",
        "GET    | ACME/invitations/carl.ANN           |                              | 2 | 3   | 0",
        "DELETE | ACME/invitations/carl.ANN           |                              | 2 | 1   | 8",
        "POST   | ACME/invitations/carl.ANN/resend    |                              | 4 | 3   |"
            + " 14",
        "POST   | /v1/users/carl.ANN/invitations/ID/accept |                         | 3 | 3   |"
            + " 12",
        "POST   | /v1/users/carl.ANN/invitations/ID/reject |                         | 2 | 1   | 8",
        "POST   | ACME/members/batch                  | {'members':[{'email':'eve.ANN'}]} | 3 | 3 | 10",
        "PUT    | ACME/members/BOB/profile            | {'firstName':'F'}            | 3 | 3   | 4",
        "GET    | ACME/invitations?expired=true       |                              | 3 | 3   | 0",
        "POST   | ACME/members/BOB/suspend            |                              | 2 | 1   | 4",
        "POST   | ACME/members/BOB/reactivate         |                              | 2 | 1   | 4",
        "POST   | ACME/suspend                        |                              | 4 | 3   | 8",
        "POST   | ACME/reactivate                     |                              | 2 | 2   | 0",
        "POST   | ACME/owners/transfer                | {'from':'ANN','to':'BOB'}    | 2 | 1   | 8",
        "POST   | /v1/invitations/details             | {'token':'TOKEN'}            | 3 | 7   | 0",
        "POST   | /v1/invitations/accept              | {'token':'TOKEN'}            | 4 | 5   |"
            + " 12",
        "POST   | /v1/invitations/reject              | {'token':'TOKEN'}            | 4 | 5   | 8",
        "POST   | /v1/invitations/accept              | {'token':'x'}                | 1 | 1   | 0",
        "GET    | /v1/roles                           |                              | 2 | 2   | 0",
        "GET    | /v1/check?user=BOB&organisation=ID  |                              | 2 | 3   | 0",
        "POST   | /access/v1/evaluation | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':'member'}"
            + ",'resource':{'type':'organisation','id':'ID'}}"
            + " | 2 | 3 | 0",
        "POST   | /access/v1/evaluations | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':'member'}"
            + ",'evaluations':[{'resource':{'type':'organisation','id':'ID'}}"
            + ",{'resource':{'type':'organisation','id':'none-ID'}}]}"
            + " | 2 | 4 | 0",
        "POST   | /access/v1/search/subject | "
            + "{'subject':{'type':'user'},'action':{'name':'member'}"
            + ",'resource':{'type':'organisation','id':'ID'}}"
            + " | 3 | 3 | 0",
        "POST   | /access/v1/search/resource | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':'member'}"
            + ",'resource':{'type':'organisation'}}"
            + " | 3 | 4 | 0",
        "POST   | /access/v1/search/action | "
            + "{'subject':{'type':'user','id':'BOB'},'resource':{'type':'organisation','id':'ID'}}"
            + " | 2 | 3 | 0",
        "POST   | /access/v1/search/action | "
            + "{'subject':{'type':'user','id':'BOB'},'resource':{'type':'record','id':'ID'}}"
            + " | 1 | 1 | 0",
        "GET    | /v1/nothing                         |                              | 1 | 1   | 0",
        "POST   | /v1/users                           | {'email':                    | 1 | 1   | 0",
        "PATCH  | /v1/check                           |                              | 1 | 1   | 0"
      })
  void every_operation_tells_its_cost(
      String method, String path, String body, long requests, String read, String write) {
    Reply reply = send(method, path, body == null ? "" : body);

    assertThat(reply.header("Orgtable-Cost"))
        .as("%s %s %s", method, path, reply)
        .isEqualTo("requests=%d, read=%s, write=%s".formatted(requests, read, write));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/users/BOB                           | 2 | 3",
        "/v1/users/BOB/organisations             | 3 | 5",
        "/v1/users/BOB/claims                    | 3 | 5",
        "/v1/users/BOB/claims?organisation=ID    | 2 | 5",
        "/v1/check?user=BOB&organisation=ID      | 2 | 4",
        "/v1/check?user=ANN&organisation=ID      | 3 | 6",
        "/v1/check?user=ANN&organisation=nowhere | 2 | 4",
        "ACME                                    | 3 | 5",
        "ACME/members                            | 4 | 6",
        "ACME/members/ANN                        | 3 | 6"
      })
  void a_person_causes_one_request_for_the_account_and_one_for_the_membership(
      String path, int requests, int read) {
    server().bind(EmailAddress.of(bob));
    backEnd().get("/v1/roles");
    Reply reply = server().person(EmailAddress.of(bob)).get(named(path));

    assertThat(reply.header("Orgtable-Cost"))
        .isEqualTo("requests=%d, read=%d, write=0".formatted(requests, read));
  }

  @Test
  void a_key_of_idempotency_costs_a_read_and_a_write_and_the_answer_again_one_read() {
    String[] key = {"Idempotency-Key", "cost-" + acme};
    String body = "{'name':'New','owner':'ANN'}";

    Reply first = send("POST", "/v1/organisations", body, key);
    Reply again = send("POST", "/v1/organisations", body, key);

    assertThat(first.header("Orgtable-Cost")).isEqualTo("requests=4, read=3, write=12");
    assertThat(again.header("Orgtable-Cost")).isEqualTo("requests=2, read=2, write=0");
  }

  @Test
  void a_request_without_reads_reports_no_units() {
    assertThat(server().anybody().get("/health/live").header("Orgtable-Cost"))
        .isEqualTo("requests=0, read=0, write=0");
    assertThat(server().with("otk_nonsense").get("/v1/users").header("Orgtable-Cost"))
        .isEqualTo("requests=0, read=0, write=0");
  }

  @Test
  void costs_of_a_request_do_not_count_in_the_next() {
    send("POST", "/v1/organisations", "{'name':'N','owner':'ANN'}");

    Reply next = server().anybody().get("/v1/users");

    assertThat(next.header("Orgtable-Cost")).isEqualTo("requests=0, read=0, write=0");
  }

  @Test
  void every_answer_tells_how_many_requests_are_left() {
    var caller = server().key(Scope.READ);

    Reply first = caller.get("/v1/users");
    Reply second = caller.get("/v1/nothing");

    assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=1000000;w=60");
    assertThat(first.header("RateLimit")).matches("\"default\";r=999999;t=\\d+");
    assertThat(second.header("RateLimit")).matches("\"default\";r=99999[89];t=\\d+");
  }
}
