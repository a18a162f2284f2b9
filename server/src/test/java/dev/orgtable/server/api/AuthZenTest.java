package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** The fixture of tests of AuthZEN: bob is in groups of acme and of its services. */
abstract class AuthZenTest extends ApiTest {

  static final String EVALUATIONS = "/access/v1/evaluations";
  static final String SUBJECTS = "/access/v1/search/subject";
  static final String RESOURCES = "/access/v1/search/resource";
  static final String ACTIONS = "/access/v1/search/action";

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    for (String service : List.of("crm", "erp", "wiki")) {
      backEnd().put(path("/services/" + service), "{'name':'S'}");
    }
    bobIsIn(
        Group.of("staff"),
        Group.of(ServiceId.of("crm"), "readers"),
        Group.of(ServiceId.of("erp"), "readers"),
        Group.of(ServiceId.of("wiki"), "writers"));
  }

  final String named(String text) {
    return text.replace("BOB", "'subject':{'type':'user','id':'" + bob + "'}")
        .replace("USER", "'subject':{'type':'user'}")
        .replace("ACME", "'resource':{'type':'organisation','id':'" + acme + "'}")
        .replace("CRM", "'resource':{'type':'service','id':'" + acme + "/crm'}")
        .replace("IS ", "'action':{'name':'")
        .replace(" IS", "'}");
  }

  final Reply post(String path, String body) {
    return post(backEnd(), path, body);
  }

  final Reply post(Http caller, String path, String body) {
    return caller.post(path, named(body));
  }

  static List<String> found(Reply reply, String field) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.json().at("/page/count").asInt(-1))
        .isEqualTo(reply.json().path("results").size());
    return reply.json().path("results").findValuesAsString(field);
  }

  static String next(Reply reply) {
    JsonNode token = reply.json().at("/page/next_token");
    assertThat(token.isString()).as("%s", reply).isTrue();
    return token.asString();
  }
}
