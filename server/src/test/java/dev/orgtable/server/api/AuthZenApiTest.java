package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.Raw;
import dev.orgtable.server.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Evaluations of AuthZEN beyond its certification scenario, costs, and the metadata. */
final class AuthZenApiTest extends AuthZenTest {

  private static final String METADATA = "/.well-known/authzen-configuration";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{BOB,IS member IS,ACME}        | true  |",
        "{BOB,IS in:staff IS,ACME}      | true  |",
        "{BOB,IS in:owner IS,ACME}      | false |",
        "{BOB,IS in:readers IS,CRM}     | true  |",
        "{BOB,IS in:writers IS,CRM}     | false |",
        "{BOB,IS in:readers IS,ACME}    | false |",
        "{BOB,IS in:staff IS,CRM}       | false |",
        "{BOB,IS member IS,CRM}         | false | action.name is not known for this type of resource",
        "{BOB,IS fly IS,ACME}           | false | action.name is not known for this type of resource",
        "{BOB,IS in: IS,ACME}           | false | action.name ",
        "{BOB,IS in:a/b IS,ACME}        | false | action.name must not contain /",
        "{'subject':{'type':'user','id':'bob'},IS member IS,ACME}       | false | subject.id ",
        "{'subject':{'type':'service','id':'x'},IS member IS,ACME}      | false |"
            + " subject.type is not known",
        "{BOB,IS member IS,'resource':{'type':'record','id':'x'}}       | false |"
            + " resource.type is not known",
        "{BOB,IS member IS,'resource':{'type':'organisation','id':''}}  | false | resource.id ",
        "{BOB,IS in:x IS,'resource':{'type':'service','id':'crm'}}      | false |"
            + " resource.id must be organisation/service",
        "{BOB,IS in:x IS,'resource':{'type':'service','id':'a/b/c'}}    | false | resource.id "
      })
  void a_decision_says_what_is_unknown(String body, boolean decision, String reason) {
    backEnd().get("/v1/roles");
    Reply reply = post("/access/v1/evaluation", body);

    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.json().path("decision").asBoolean()).as("%s", reply).isEqualTo(decision);
    if (reason == null) {
      assertThat(reply.json().has("context")).as("%s", reply).isFalse();
    } else {
      assertThat(reply.json().at("/context/reason").asString()).startsWith(reason);
      assertThat(reply.header("Orgtable-Cost")).isEqualTo("requests=1, read=1, write=0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "execute_all, true false true",
    "deny_on_first_deny, true false",
    "permit_on_first_permit, true"
  })
  void a_semantic_decides_where_to_stop(String semantic, String decisions) {
    String body =
        "{BOB,ACME,'options':{'evaluations_semantic':'"
            + semantic
            + "','other':1},'evaluations':["
            + "{IS member IS},{IS in:owner IS},{IS in:staff IS}]}";

    Reply reply = post(EVALUATIONS, body);

    assertThat(reply.json().path("evaluations").findValuesAsString("decision"))
        .containsExactly(decisions.split(" "));
  }

  @Test
  void an_incomplete_or_unknown_evaluation_is_a_denial_to_stop_at() {
    String stop =
        "{BOB,ACME,'options':{'evaluations_semantic':'%s'},'evaluations':[%s,{IS member IS}]}";

    for (String wrong : List.of("{}", "{IS fly IS}")) {
      Reply denied = post(EVALUATIONS, stop.formatted("deny_on_first_deny", wrong));
      Reply permitted = post(EVALUATIONS, stop.formatted("permit_on_first_permit", wrong));

      assertThat(denied.json().path("evaluations").findValuesAsString("decision"))
          .containsExactly("false");
      assertThat(permitted.json().path("evaluations").findValuesAsString("decision"))
          .containsExactly("false", "true");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{BOB,ACME,IS member IS,'evaluations':[{}],'options':{'evaluations_semantic':'any'}} |"
            + " options.evaluations_semantic",
        "{BOB,ACME,IS member IS,'options':{'evaluations_semantic':''}} |"
            + " options.evaluations_semantic",
        "{'subject':{'type':'user'},'evaluations':[{BOB,ACME,IS member IS}]} | subject.id",
        "{'action':{},'evaluations':[{BOB,ACME,IS member IS}]} | action.name",
        "{'resource':{'id':'x'},'evaluations':[{BOB,ACME,IS member IS}]} | resource.type",
        "{'evaluations':[{'subject':[]}]} | evaluations.0.subject",
        "{'evaluations':[null]} | evaluations.0",
        "{'evaluations':{}} | evaluations"
      })
  void a_faulty_request_is_refused_as_a_whole(String body, String field) {
    Reply refused = post(EVALUATIONS, body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @Test
  void a_part_of_an_evaluation_replaces_the_default_as_a_whole() {
    String body =
        "{BOB,CRM,IS in:readers IS,'evaluations':[{},{'resource':{'type':'service'}},"
            + "{'resource':{'type':'service','id':'"
            + acme
            + "/wiki'}}]}";

    Reply reply = post(EVALUATIONS, body);

    assertThat(reply.json().path("evaluations").findValuesAsString("decision"))
        .containsExactly("true", "false", "false");
    assertThat(reply.json().at("/evaluations/1/context/error/message").asString())
        .isEqualTo("resource.id is required");
  }

  @Test
  void a_hundred_evaluations_of_99_memberships_are_one_read_and_one_more_is_refused() {
    String each = "{'subject':{'type':'user','id':'%d." + bob + "'}}";
    List<String> all = new ArrayList<>(List.of("{}", "{}"));
    for (int i = 2; i < 100; i++) {
      all.add(each.formatted(i));
    }
    String body = "{BOB,ACME,IS member IS,'evaluations':[" + String.join(",", all);

    Reply most = post(EVALUATIONS, body + "]}");
    Reply more = post(EVALUATIONS, body + ",{}]}");

    assertThat(most.json().path("evaluations")).hasSize(100);
    assertThat(most.json().at("/evaluations/0/decision").asBoolean()).isTrue();
    assertThat(most.json().at("/evaluations/99/decision").asBoolean()).isFalse();
    assertThat(most.header("Orgtable-Cost")).isEqualTo("requests=2, read=101, write=0");
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.json().at("/errors/0/message").asString())
        .isEqualTo("evaluations must be at most 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/access/v1/evaluation      | {BOB,IS member IS,ACME}  | 2 | 4",
        "/access/v1/search/subject  | {USER,IS member IS,ACME} | 4 | 6",
        "/access/v1/search/resource | {BOB,IS member IS,ACME}  | 3 | 5",
        "/access/v1/search/action   | {BOB,ACME}               | 2 | 4"
      })
  void a_person_causes_what_the_lists_cause_and_one_request_for_the_account(
      String path, String body, int requests, int read) {
    server().bind(EmailAddress.of(bob));
    backEnd().get("/v1/roles");
    Reply reply = post(server().person(EmailAddress.of(bob)), path, body);

    assertThat(reply.header("Orgtable-Cost"))
        .isEqualTo("requests=%d, read=%d, write=0".formatted(requests, read));
  }

  @Test
  void the_metadata_is_public_and_reads_nothing() {
    String base = server().uri().toString();

    Reply reply = server().anybody().get(METADATA);

    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Cache-Control")).isEqualTo("max-age=3600, public");
    assertThat(reply.header("Orgtable-Cost")).isEqualTo("requests=0, read=0, write=0");
    assertThat(reply.json().propertyStream().map(each -> each.getValue().asString()))
        .containsExactly(
            base,
            base + "/access/v1/evaluation",
            base + EVALUATIONS,
            base + SUBJECTS,
            base + RESOURCES,
            base + ACTIONS);
  }

  @Test
  void the_metadata_have_the_public_url_and_never_the_host_of_the_request() {
    URI url = URI.create("https://pdp.example.com/");
    Raw spoofed =
        Raw.exchange(
            server().uri(),
            ("GET " + METADATA + " HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    try (OrgtableServer behindProxy = server().another(url)) {
      Http anybody = new Http(TestServer.uri(behindProxy), Optional.empty());

      JsonNode told = anybody.get(METADATA).json();

      assertThat(told.path("policy_decision_point").asString())
          .isEqualTo("https://pdp.example.com");
      assertThat(told.path("search_action_endpoint").asString())
          .isEqualTo("https://pdp.example.com/access/v1/search/action");
    }
    assertThat(spoofed.status()).isEqualTo(404);
  }
}
