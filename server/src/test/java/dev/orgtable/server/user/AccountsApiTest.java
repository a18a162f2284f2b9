package dev.orgtable.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.orgtable.EmailAddress;
import dev.orgtable.Scope;
import dev.orgtable.User.Account;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings.Subjects;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Accounts at the identity provider over HTTP: who a token is, and who it is not. */
final class AccountsApiTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static TestServer server;
  private static Http backEnd;

  /** Makes names unique per test. */
  private final String mark = UUID.randomUUID().toString();

  private final String ann = "ann." + mark + "@example.com";
  private final String bob = "bob." + mark + "@example.com";
  private final String acme = "acme-" + mark;
  private String annId = "";

  @BeforeEach
  void ann_signs_in() {
    server().organisation(acme, server().user(ann));
    server().user(bob);
    annId = store().users().get(address(ann)).id().value();
    assertThat(as("ann", ann).get("/v1/users/" + ann).status()).isEqualTo(200);
  }

  @BeforeAll
  static void start() {
    server = TestServer.start();
    backEnd = server.key(Scope.READ, Scope.WRITE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestServer server() {
    return server;
  }

  private static Orgtable store() {
    return server.orgtable();
  }

  private static Http backEnd() {
    return backEnd;
  }

  private String path(String below) {
    return "/v1/organisations/" + acme + below;
  }

  private static EmailAddress address(String email) {
    return EmailAddress.of(email);
  }

  /** Returns the subject of an account, unique to this test. */
  private String subject(String name) {
    return name + " " + acme;
  }

  private JWTClaimsSet.Builder claims(String name, String shown) {
    return server().issuer().claims(address(shown)).subject(subject(name));
  }

  private String token(String name, String shown) {
    return server().issuer().sign(claims(name, shown).build());
  }

  /** Returns a person with an account that shows a verified address. */
  private Http as(String name, String shown) {
    return server().with(token(name, shown));
  }

  /** Returns a person whose token was issued more than a minute after now. */
  private Http later(String name, String shown) {
    return issued(name, shown, Instant.now().plusSeconds(90));
  }

  private Http issued(String name, String shown, Instant at) {
    return server()
        .with(server().issuer().sign(claims(name, shown).issueTime(Date.from(at)).build()));
  }

  private static Http at(OrgtableServer other, String token) {
    return new Http(TestServer.uri(other), Optional.of(token));
  }

  private String account(String name) {
    return new Account(server().issuer().name(), subject(name)).id();
  }

  @Test
  void the_next_owner_of_an_address_is_refused_and_changes_nothing() {
    Http eve = as("eve", ann);

    for (Reply reply :
        List.of(
            eve.get("/v1/users/" + ann),
            eve.get("/v1/users/" + annId),
            eve.get(path("/members")),
            eve.get("/v1/check?user=" + ann + "&organisation=" + acme),
            eve.delete(path("")),
            eve.put("/v1/users/" + ann, "{'firstName':'Eve'}"))) {
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text("code")).isEqualTo("account_conflict");
      assertThat(reply.text("detail")).contains("ask an operator to unbind the former account");
    }

    assertThat(as("ann", ann).get("/v1/users/" + ann).text("firstName")).isEqualTo("First");
    assertThat(as("ann", ann).get(path("")).status()).isEqualTo(200);
  }

  @Test
  void a_user_whose_address_changed_at_the_provider_stays_the_same_and_is_told() {
    String shown = "new." + ann;
    Http person = as("ann", shown);

    Reply self = person.get("/v1/users/" + annId);

    assertThat(self.status()).isEqualTo(200);
    assertThat(self.text("email")).isEqualTo(ann);
    assertThat(self.header("Orgtable-User")).isEqualTo(annId);
    assertThat(person.get(path("/members")).status()).isEqualTo(200);
    Reply byShown = person.get("/v1/users/" + shown);
    assertThat(byShown.status()).isEqualTo(404);
    assertThat(byShown.header("Orgtable-User")).isEqualTo(annId);
    assertThat(byShown.text("detail"))
        .contains("adopt the address with POST /v1/users/" + annId + "/email");
    assertThat(as("ann", ann).get("/v1/users/" + ann).response().headers().map())
        .doesNotContainKey("orgtable-user");
  }

  @Test
  void the_address_shown_can_be_adopted_and_no_other() {
    String shown = "new." + ann;
    Http person = as("ann", shown);

    assertThat(person.post("/v1/users/" + annId + "/email", body("other." + ann)).text("code"))
        .isEqualTo("forbidden");
    assertThat(as("ann", ann).post("/v1/users/" + ann + "/email", body(shown)).text("code"))
        .isEqualTo("forbidden");
    assertThat(person.post("/v1/users/" + bob + "/email", body(shown)).text("code"))
        .isEqualTo("user_not_found");
    Reply adopted = person.post("/v1/users/" + annId + "/email", body(shown));

    assertThat(adopted.status()).isEqualTo(200);
    assertThat(adopted.text("email")).isEqualTo(shown);
    Reply after = person.get("/v1/users/" + shown);
    assertThat(after.text("id")).isEqualTo(annId);
    assertThat(after.response().headers().map()).doesNotContainKey("orgtable-user");
    assertThat(person.get(path("/members")).status()).isEqualTo(200);
    assertThat(person.post("/v1/users/" + annId + "/email", body(shown)).status())
        .as("again")
        .isEqualTo(200);
  }

  private static String body(String email) {
    return "{'email':'" + email + "'}";
  }

  @Test
  void the_address_of_another_user_is_not_adopted() {
    Http person = as("ann", bob);

    assertThat(person.get("/v1/users/" + bob).status()).isEqualTo(404);
    assertThat(person.post("/v1/users/" + annId + "/email", body(bob)).text("code"))
        .isEqualTo("already_exists");
    assertThat(person.get("/v1/users/" + annId).text("email")).isEqualTo(ann);
    assertThat(store().accounts().list(address(bob))).isEmpty();
  }

  @Test
  void a_bound_account_needs_no_verified_address() {
    for (String claim : List.of("email", "email_verified")) {
      String without = server().issuer().sign(claims("ann", ann).claim(claim, null).build());

      Reply reply = server().with(without).get("/v1/users/" + ann);

      assertThat(reply.status()).as(claim).isEqualTo(200);
      assertThat(reply.response().headers().map()).doesNotContainKey("orgtable-user");
    }
    String unverified =
        server().issuer().sign(claims("ann", "new." + ann).claim("email_verified", false).build());
    assertThat(server().with(unverified).post("/v1/users/" + ann + "/email", body("new." + ann)))
        .matches(reply -> reply.status() == 403);
  }

  @Test
  void an_account_that_is_bound_to_nobody_needs_one_and_binds_nothing_without() {
    String without = server().issuer().sign(claims("bob", bob).claim("email", null).build());
    String unverified =
        server().issuer().sign(claims("bob", bob).claim("email_verified", false).build());

    assertThat(server().with(without).get("/v1/users/" + bob).status()).isEqualTo(401);
    assertThat(server().with(unverified).get("/v1/users/" + bob).status()).isEqualTo(401);

    assertThat(store().accounts().list(address(bob))).isEmpty();
  }

  @Test
  void a_token_without_a_subject_is_refused() {
    for (String subject : new String[] {null, "", " ", "s".repeat(256)}) {
      String token = server().issuer().sign(claims("ann", ann).subject(subject).build());

      Reply reply = server().with(token).get("/v1/users/" + ann);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.text("detail")).contains("claim sub");
    }
  }

  @Test
  void accounts_are_listed_and_unbound_by_back_ends_only() {
    Reply listed = as("ann", ann).get("/v1/users/" + ann + "/accounts");
    String one = "/v1/users/" + annId + "/accounts/" + account("ann");

    assertThat(listed.json().at("/data/0/id").asString()).isEqualTo(account("ann"));
    assertThat(listed.json().at("/data/0/issuer").asString()).isEqualTo(server().issuer().name());
    assertThat(listed.json().at("/data/0/subject").asString()).isEqualTo(subject("ann"));
    assertThat(as("ann", ann).delete(one).status()).isEqualTo(403);
    assertThat(backEnd().delete(one.replace(annId, bob)).status()).isEqualTo(204);
    assertThat(as("eve", ann).get("/v1/users/" + ann).status()).isEqualTo(403);
    assertThat(backEnd().delete(one).status()).isEqualTo(204);
    assertThat(backEnd().delete(one).status()).as("again").isEqualTo(204);
    assertThat(backEnd().delete(one.replace(account("ann"), "x")).status()).isEqualTo(400);

    for (String each : List.of("ann", "eve")) {
      assertThat(as(each, ann).get("/v1/users/" + ann).status()).as("too early").isEqualTo(401);
    }
    assertThat(later("eve", ann).get("/v1/users/" + ann).status()).as("the next").isEqualTo(200);
    assertThat(as("ann", ann).get("/v1/users/" + ann).text("code")).isEqualTo("account_conflict");
  }

  @Test
  void a_person_who_becomes_a_user_is_bound_at_once() {
    String eve = "eve." + ann;
    Http early = issued("eve", eve, Instant.now().minusSeconds(60));

    assertThat(early.put("/v1/users/" + eve, "{'firstName':'Eve'}").status()).isEqualTo(201);

    assertThat(store().accounts().list(address(eve))).hasSize(1);
    assertThat(early.get("/v1/users/" + eve).status()).isEqualTo(200);
    assertThat(as("mallory", eve).get("/v1/users/" + eve).status()).isEqualTo(403);
  }

  @Test
  void a_user_deleted_and_created_again_is_another_user() {
    backEnd().delete("/v1/users/" + bob);
    server().user(bob);
    as("eve", bob).get("/v1/users/" + bob);

    assertThat(as("bob", bob).get("/v1/users/" + bob).text("code")).isEqualTo("account_conflict");
  }

  @Test
  void a_token_from_long_before_the_user_was_created_or_without_a_time_binds_nothing() {
    String eve = "eve." + ann;
    Instant now = Instant.now();
    backEnd().put("/v1/users/" + eve, "{'firstName':'Eve'}");

    for (Date issued :
        new Date[] {Date.from(now.minusSeconds(301)), Date.from(now.minusSeconds(600)), null}) {
      String token = server().issuer().sign(claims("eve", eve).issueTime(issued).build());
      Reply reply = server().with(token).get("/v1/users/" + eve);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.text("detail")).contains("claim iat");
    }
    assertThat(store().accounts().list(address(eve))).isEmpty();
    assertThat(as("eve", eve).get("/v1/users/" + eve).status()).as("a later one").isEqualTo(200);
  }

  @Test
  void of_many_first_sign_ins_at_once_one_is_bound() throws Exception {
    List<Callable<Integer>> calls =
        IntStream.range(0, 6)
            .<Callable<Integer>>mapToObj(
                i -> () -> as("bob " + i, bob).get("/v1/users/" + bob).status())
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> each : threads.invokeAll(calls)) {
        statuses.add(each.get());
      }

      assertThat(statuses).containsExactlyInAnyOrder(200, 403, 403, 403, 403, 403);
      assertThat(store().accounts().list(address(bob))).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_server_that_ignores_subjects_takes_the_address() {
    try (OrgtableServer other = server().another(Subjects.IGNORE)) {
      assertThat(at(other, token("eve", ann)).get("/v1/users/" + ann).status()).isEqualTo(200);
      String without = server().issuer().sign(claims("ann", ann).subject(null).build());
      assertThat(at(other, without).get("/v1/users/" + ann).status()).isEqualTo(200);
      assertThat(at(other, token("ann", "new." + ann)).get("/v1/users/" + annId).status())
          .isEqualTo(404);
      String unverified =
          server().issuer().sign(claims("ann", ann).claim("email_verified", false).build());
      assertThat(at(other, unverified).get("/v1/users/" + ann).status()).isEqualTo(401);
    }
    assertThat(store().accounts().list(address(bob))).isEmpty();
  }

  @Test
  void a_cached_account_costs_no_request_and_ends_with_changes_by_the_server() {
    try (OrgtableServer other = server().another(LONG)) {
      Http person = at(other, token("ann", ann));
      String self = "/v1/users/" + ann;
      Http back = at(other, store().apiKeys().create("k", Set.of(Scope.WRITE)).secret());

      assertThat(person.get(self).header("Orgtable-Cost")).isEqualTo("requests=2, read=3, write=0");
      assertThat(person.get(self).header("Orgtable-Cost")).isEqualTo("requests=1, read=1, write=0");
      back.delete("/v1/users/" + ann + "/accounts/" + account("ann"));
      assertThat(person.get(self).status()).as("not bound again").isEqualTo(401);
      assertThat(later("ann", ann).get(self).status()).isEqualTo(200);
      person.get(self);
      back.post("/v1/users/" + ann + "/email", body("moved." + ann));
      assertThat(person.get("/v1/users/" + annId).text("email")).isEqualTo("moved." + ann);
      server().user(ann);
      assertThat(person.get(self).status()).as("another user's now").isEqualTo(404);
    }
  }

  @Test
  void an_account_unbound_by_another_process_is_accepted_for_the_cache_time_at_most()
      throws Exception {
    try (OrgtableServer other = server().another(Duration.ofSeconds(1))) {
      Http person = at(other, token("ann", ann));
      person.get("/v1/users/" + ann);
      store()
          .accounts()
          .unbind(address(ann), new Account(server().issuer().name(), subject("ann")));
      later("eve", ann).get("/v1/users/" + ann);

      Thread.sleep(1_100);

      assertThat(person.get("/v1/users/" + ann).text("code")).isEqualTo("account_conflict");
    }
  }

  @Test
  void a_damaged_account_admits_nobody() {
    server()
        .client()
        .updateItem(
            request ->
                request
                    .tableName(server().table())
                    .key(Map.of("id", value("account/" + account("ann")), "rng", value("account")))
                    .updateExpression("SET subject = :other")
                    .expressionAttributeValues(Map.of(":other", value("x"))));

    assertThat(as("ann", ann).get("/v1/users/" + ann).text("code")).isEqualTo("unreadable_record");
  }

  private static AttributeValue value(String text) {
    return AttributeValue.fromS(text);
  }
}
