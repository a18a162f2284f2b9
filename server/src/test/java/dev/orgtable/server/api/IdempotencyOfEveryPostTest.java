package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every POST with an idempotency key is executed once. */
@Tag("slow")
final class IdempotencyOfEveryPostTest extends ApiTest {

  private static final String KEY = "Idempotency-Key";
  private static final Pattern TOKEN = Pattern.compile("\"oti_[A-Za-z0-9_-]{43}\"");

  private static OrgtableServer other;

  @BeforeAll
  static void start_another_server() {
    other = server().another(1_000_000);
  }

  @AfterAll
  static void stop_the_other_server() {
    other.close();
  }

  /** Ann owns acme with a service; bob is a member, carl is invited, dora will be. */
  @BeforeEach
  void acme_has_a_member_and_an_invitee() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    backEnd().put(path("/groups/sales"), "{'label':'Sales'}");
    bobIsIn();
    server().user("carl." + ann);
    server().user("eve." + ann);
    backEnd().post(path("/invitations"), "{'email':'carl." + ann + "','groups':['staff']}");
  }

  /** A path and a body; capitalised names are placeholders. */
  record Post(String path, String body, String otherBody) {}

  static Stream<Post> posts() {
    String organisation = "/v1/organisations/ACME";
    return Stream.of(
        new Post(
            "/v1/users",
            "{'email':'new.ANN','firstName':'N'}",
            "{'email':'new.ANN','firstName':'M'}"),
        new Post("/v1/users/BOB/email", "{'email':'new.ANN'}", "{'email':'newer.ANN'}"),
        new Post(
            "/v1/organisations", "{'name':'New','owner':'ANN'}", "{'name':'New','owner':'BOB'}"),
        new Post(
            organisation + "/owners/transfer",
            "{'from':'ANN','to':'BOB'}",
            "{'from':'BOB','to':'ANN'}"),
        new Post(organisation + "/suspend", "", ""),
        new Post(organisation + "/reactivate", "", ""),
        new Post(
            organisation + "/members/batch",
            "{'members':[{'email':'eve.ANN','groups':['a']}]}",
            "{'members':[{'email':'eve.ANN','groups':['b']}]}"),
        new Post(organisation + "/members/BOB/suspend", "", ""),
        new Post(organisation + "/members/BOB/reactivate", "", ""),
        new Post(organisation + "/services", "{'name':'New'}", "{'name':'Newer'}"),
        new Post(organisation + "/groups", "{'name':'new'}", "{'name':'newer'}"),
        new Post(organisation + "/groups/sales/rename", "{'name':'new'}", "{'name':'newer'}"),
        new Post(
            organisation + "/invitations",
            "{'email':'dora.ANN','groups':['a'],'services':{'crm':['b']},'expiresIn':'P1D'}",
            "{'email':'dora.ANN','groups':['a'],'services':{'crm':['b']},'expiresIn':'P2D'}"),
        new Post(
            organisation + "/invitations/batch",
            "{'emails':['dora.ANN','BOB']}",
            "{'emails':['dora.ANN','emil.ANN']}"),
        new Post(organisation + "/invitations/carl.ANN/resend", "", ""),
        new Post("/v1/users/carl.ANN/invitations/ACME/accept", "", ""),
        new Post("/v1/users/carl.ANN/invitations/ACME/reject", "", ""));
  }

  private String named(String text) {
    return text.replace("ACME", acme).replace("ANN", ann).replace("BOB", bob);
  }

  private Reply send(Http caller, Post post, String body, String key) {
    return caller.post(named(post.path()), named(body), KEY, key);
  }

  /** Returns the observable state that the requests can change. */
  private Map<String, String> visible() {
    Map<String, String> all = new TreeMap<>();
    for (String path :
        List.of(
            "/v1/users?limit=200&prefix=new." + ann,
            "/v1/users/" + bob + "/organisations",
            "/v1/users/" + ann + "/organisations?limit=200",
            path("/members"),
            path("/services?limit=200"),
            path("/groups?limit=200"),
            path("/invitations?limit=200"))) {
      all.put(path, backEnd().get(path).response().body());
    }
    return all;
  }

  private static void same(Reply again, Reply first) {
    assertThat(again.status()).as("%s", again).isEqualTo(first.status());
    assertThat(withoutTokens(again)).isEqualTo(withoutTokens(first));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
  }

  /** A token is shown once, to the caller that created it. */
  private static String withoutTokens(Reply reply) {
    return TOKEN.matcher(reply.response().body()).replaceAll("null");
  }

  private static long tokens(List<Reply> replies) {
    return replies.stream()
        .flatMap(reply -> TOKEN.matcher(reply.response().body()).results())
        .count();
  }

  @ParameterizedTest
  @MethodSource("posts")
  void the_same_again_on_any_server_gets_the_same_answer_and_does_nothing(Post post) {
    Http there = new Http(TestServer.uri(other), backEnd().credential());
    Reply first = send(backEnd(), post, post.body(), "key-" + acme);
    Map<String, String> done = visible();

    Reply again = send(backEnd(), post, post.body(), "key-" + acme);
    Reply elsewhere = send(there, post, post.body(), "key-" + acme);

    assertThat(first.status()).as("%s", first).isBetween(200, 204);
    same(again, first);
    same(elsewhere, first);
    assertThat(tokens(List.of(again, elsewhere))).isZero();
    assertThat(visible()).isEqualTo(done);
  }

  @ParameterizedTest
  @MethodSource("posts")
  void another_request_with_the_key_is_refused_and_does_nothing(Post post) {
    send(backEnd(), post, post.body(), "key-" + acme);
    Map<String, String> done = visible();

    Reply elsewhere =
        backEnd().post(path("/invitations"), "{'email':'x." + ann + "'}", KEY, "key-" + acme);

    assertThat(elsewhere.status()).as("%s", elsewhere).isEqualTo(422);
    assertThat(elsewhere.text("code")).isEqualTo("key_reused");
    if (!post.body().isEmpty()) {
      Reply other = send(backEnd(), post, post.otherBody(), "key-" + acme);
      assertThat(other.status()).as("%s", other).isEqualTo(422);
      assertThat(other.text("code")).isEqualTo("key_reused");
    }
    assertThat(visible()).isEqualTo(done);
  }

  @ParameterizedTest
  @MethodSource("posts")
  void twenty_at_once_on_two_servers_do_it_once(Post post) throws Exception {
    Http there = new Http(TestServer.uri(other), backEnd().credential());
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Reply>> calls =
          IntStream.range(0, 20)
              .<Callable<Reply>>mapToObj(
                  i -> () -> send(i % 2 == 0 ? backEnd() : there, post, post.body(), "key-" + acme))
              .toList();

      List<Reply> replies = new ArrayList<>();
      for (var reply : threads.invokeAll(calls)) {
        replies.add(reply.get());
      }

      replies.forEach(reply -> same(reply, replies.get(0)));
      if (post.path().contains("/organisations/ACME/invitations")) {
        assertThat(tokens(replies)).isOne();
      }
      assertThat(replies.get(0).status()).as("%s", replies.get(0)).isBetween(200, 204);
      Map<String, String> done = visible();
      same(send(backEnd(), post, post.body(), "key-" + acme), replies.get(0));
      assertThat(visible()).isEqualTo(done);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void an_invalid_request_does_not_use_up_its_key() {
    String key = "key-" + acme;
    Reply refused = backEnd().post("/v1/users", "{'email':'new." + ann + "'}", KEY, key);

    Reply corrected =
        backEnd().post("/v1/users", "{'email':'new." + ann + "','firstName':'N'}", KEY, key);

    assertThat(List.of(refused.status(), corrected.status())).containsExactly(400, 201);
  }

  @Test
  void the_longest_key_is_taken_and_told_from_its_like() {
    String key = "k".repeat(255 - acme.length()) + acme;
    String like = key.substring(1) + "x";
    String body = "{'name':'New','owner':'" + bob + "'}";

    Reply one = backEnd().post("/v1/organisations", body, KEY, key);
    Reply same = backEnd().post("/v1/organisations", body, KEY, key);
    Reply two = backEnd().post("/v1/organisations", body, KEY, like);

    same(same, one);
    assertThat(two.text("id")).isNotEqualTo(one.text("id"));
  }
}
