package dev.orgtable.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.Raw;
import dev.orgtable.server.TestServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with an Idempotency-Key is executed once. */
final class IdempotencyApiTest extends ApiTest {

  private static final String KEY = "Idempotency-Key";

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  private Reply create(Http caller, String name) {
    return caller.post(
        "/v1/organisations",
        "{'name':'" + name + "','owner':'" + bob + "'}",
        KEY,
        "create-" + acme);
  }

  private int organisationsOfBob() {
    return store().users().memberships(EmailAddress.of(bob), PageRequest.first(100)).items().size();
  }

  private static void same(Reply again, Reply first) {
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
  }

  @Test
  void two_keys_are_refused() {
    byte[] body = ("{\"email\":\"" + ann + ".x\",\"firstName\":\"Ann\"}").getBytes(UTF_8);

    Raw refused =
        Raw.send(
            backEnd(),
            body,
            "POST /v1/users HTTP/1.1",
            "Content-Type: application/json",
            KEY + ": one",
            KEY + ": two");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(KEY);
    assertThat(backEnd().get("/v1/users/" + ann + ".x").status()).isEqualTo(404);
  }

  @Test
  void the_same_request_again_gets_the_first_answer() {
    String key = "key-" + acme;
    Reply first =
        backEnd().post("/v1/organisations", "{'name':'One','owner':'" + bob + "'}", KEY, key);

    Reply again =
        backEnd().post("/v1/organisations", "{'owner':'" + bob + "', 'name':'One'}", KEY, key);

    assertThat(first.status()).isEqualTo(201);
    same(again, first);
    assertThat(organisationsOfBob()).isOne();
  }

  @Test
  void it_gets_the_first_answer_also_when_the_thing_has_gone() {
    String body = "{'email':'new." + bob + "','firstName':'New'}";
    Reply first = backEnd().post("/v1/users", body, KEY, "user-" + acme);
    backEnd().delete(first.header("Location"));

    Reply again = backEnd().post("/v1/users", body, KEY, "user-" + acme);

    same(again, first);
    assertThat(backEnd().get(first.header("Location")).status()).isEqualTo(404);
  }

  @Test
  void another_request_with_the_same_key_is_refused() {
    String key = "key-" + acme;
    backEnd().post("/v1/organisations", "{'name':'One','owner':'" + bob + "'}", KEY, key);

    Reply other =
        backEnd().post("/v1/organisations", "{'name':'Two','owner':'" + bob + "'}", KEY, key);
    Reply elsewhere = backEnd().post(path("/services"), "{'name':'One'}", KEY, key);

    assertThat(List.of(other.status(), elsewhere.status())).containsOnly(422);
    assertThat(other.text("code")).isEqualTo("key_reused");
    assertThat(organisationsOfBob()).isOne();
  }

  @Test
  void the_same_body_at_another_path_with_the_same_key_is_refused() {
    String beta = "beta-" + acme;
    server().organisation(beta, EmailAddress.of(ann));
    String services = "/v1/organisations/" + beta + "/services";
    backEnd().post(path("/services"), "{'name':'Billing'}", KEY, "key-" + acme);

    Reply elsewhere = backEnd().post(services, "{'name':'Billing'}", KEY, "key-" + acme);

    assertThat(elsewhere.status()).isEqualTo(422);
    assertThat(elsewhere.text("code")).isEqualTo("key_reused");
    assertThat(elsewhere.header("Location")).isEmpty();
    assertThat(backEnd().get(services).json().path("data")).isEmpty();
  }

  @Test
  void the_same_request_with_another_precondition_is_another_request() {
    String move = "/v1/users/" + bob + "/email";
    String body = "{'email':'new." + bob + "'}";
    String tag = backEnd().get("/v1/users/" + bob).header("ETag");
    Reply first = backEnd().post(move, body, KEY, "key-" + acme, "If-Match", tag);

    Reply again = backEnd().post(move, body, KEY, "key-" + acme, "If-Match", tag);
    Reply other = backEnd().post(move, body, KEY, "key-" + acme, "If-Match", "*");
    Reply without = backEnd().post(move, body, KEY, "key-" + acme);

    assertThat(first.status()).as("%s", first).isEqualTo(200);
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(List.of(other.status(), without.status())).containsOnly(422);
    assertThat(other.text("code")).isEqualTo("key_reused");
  }

  @Test
  void the_keys_of_two_callers_are_two_keys() {
    String body = "{'name':'One','owner':'" + bob + "'}";
    Reply one = backEnd().post("/v1/organisations", body, KEY, "key-" + acme);

    Reply two = server().key(Scope.WRITE).post("/v1/organisations", body, KEY, "key-" + acme);

    assertThat(two.text("id")).isNotEqualTo(one.text("id"));
  }

  @Test
  void a_refused_request_may_try_again_with_the_same_key() {
    String body = "{'email':'new." + bob + "'}";
    String accept = "/v1/users/new." + bob + "/invitations/" + acme + "/accept";
    backEnd().post(path("/invitations"), body);
    Reply refused = backEnd().post(accept, "", KEY, "key-" + acme);
    server().user("new." + bob);

    Reply again = backEnd().post(accept, "", KEY, "key-" + acme);

    assertThat(List.of(refused.status(), again.status())).containsExactly(404, 200);
  }

  @Test
  void a_request_without_a_response_body_is_executed_once() {
    backEnd().post(path("/invitations"), "{'email':'" + bob + "'}");
    String reject = "/v1/users/" + bob + "/invitations/" + acme + "/reject";
    Reply first = backEnd().post(reject, "", KEY, "key-" + acme);

    Reply again = backEnd().post(reject, "", KEY, "key-" + acme);

    same(again, first);
    assertThat(again.status()).isEqualTo(204);
  }

  @Test
  void a_batch_goes_on_where_it_was_cut() {
    String body = "{'emails':['" + bob + "','new." + bob + "','nobody@example.com']}";
    Reply first = backEnd().post(path("/invitations/batch"), body, KEY, "key-" + acme);
    backEnd().delete(path("/invitations/" + bob));

    Reply again = backEnd().post(path("/invitations/batch"), body, KEY, "key-" + acme);

    assertThat(again.response().body())
        .isEqualTo(first.response().body().replaceAll("\"oti_[^\"]*\"", "null"))
        .isNotEqualTo(first.response().body());
    assertThat(backEnd().get(path("/invitations/" + bob)).status()).isEqualTo(404);
  }

  @Test
  void of_many_at_once_one_does_it_and_all_are_told() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      Callable<Reply> create =
          () ->
              backEnd()
                  .post(
                      "/v1/organisations",
                      "{'name':'One','owner':'" + bob + "'}",
                      KEY,
                      "key-" + acme);

      List<Future<Reply>> replies =
          threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> create).toList());

      Reply first = replies.get(0).get();
      for (Future<Reply> reply : replies) {
        same(reply.get(), first);
      }
      assertThat(organisationsOfBob()).isOne();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void it_holds_on_every_server_of_the_table() {
    Reply first = create(backEnd(), "One");
    try (OrgtableServer other = server().another(1000)) {
      Http there = new Http(TestServer.uri(other), backEnd().credential());

      Reply again = create(there, "One");

      same(again, first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words"})
  void a_key_is_visible_ascii(String key) {
    Reply refused =
        backEnd().post("/v1/users", "{'email':'" + bob + "','firstName':'B'}", KEY, key);

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void a_key_is_not_longer_than_255() {
    Reply refused =
        backEnd()
            .post("/v1/users", "{'email':'" + bob + "','firstName':'B'}", KEY, "k".repeat(256));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(KEY);
  }
}
