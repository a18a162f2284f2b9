package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.NewApiKey;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Without a valid credential, every operation gives the same response. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsTest {

  /** Fewer than the failures after which an address is blocked. */
  private static final int FAILURES = 50;

  /** Public paths, which nevertheless refuse an invalid credential. */
  private static final Set<String> OPEN =
      Set.of(
          "POST /v1/invitations/details",
          "POST /v1/invitations/accept",
          "POST /v1/invitations/reject");

  private static final String BODY =
      ("{'detail':'%s','status':401,"
              + "'title':'No valid credential was given',"
              + "'type':'urn:orgtable:problem:unauthenticated','code':'unauthenticated'}")
          .replace('\'', '"');

  private static final String NONE = "send an API key or a token: Authorization: Bearer …";
  private static final String NO_KEY = "the API key is not valid";
  private static final String NO_FORM = "the credential is not a well-formed token";
  private static final String UNSIGNED = "the token is not signed with a key of the issuer";

  /** The reason given for each kind; for API keys only that they are invalid. */
  private static final Map<String, String> TOLD =
      Map.of(
          "none", NONE,
          "expired", NO_KEY,
          "revoked", NO_KEY,
          "garbage", UNSIGNED,
          "wrong prefix", UNSIGNED,
          "the secret of another", NO_KEY,
          "Basic", NONE,
          "empty", NO_FORM,
          "two", "more than one credential was given");

  private final TestClock clock = new TestClock();
  private final Scene scene = new Scene();
  private final TestServer server = scene.server();
  private final NewApiKey expired = create(Duration.ofHours(1), Duration.ofMinutes(59));

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void no_operation_is_for_callers_without_a_good_credential() {
    Map<String, List<String>> headers = bad();
    TableCopy before = TableCopy.of(server);
    List<String> wrong = new ArrayList<>();

    try (OrgtableServer strict = server.another(console -> console.withClock(clock))) {
      headers.forEach(
          (name, values) -> wrong.addAll(refusals(TestServer.uri(strict), name, values)));
    }

    assertThat(wrong).isEmpty();
    assertThat(before.differences(TableCopy.of(server)))
        .as("changed, besides the expired key, which the engine deletes when it likes")
        .allMatch(key -> key.toString().contains(expired.key().id().value()));
  }

  @Test
  void public_operations_need_no_credential() {
    Trials trials = new Trials(scene);

    for (Expected row : operations()) {
      if (OPEN.contains(row.operation())) {
        trials.attempt("anybody", server.anybody(), Scene.OWNER, row, Expected.DONE);
      }
    }

    assertThat(trials.wrong()).isEmpty();
  }

  /** The clock of the limits moves on, since the server would block the address. */
  private List<String> refusals(URI strict, String name, List<String> headers) {
    List<String> wrong = new ArrayList<>();
    List<Expected> rows =
        operations().stream()
            .filter(row -> !(headers.isEmpty() && OPEN.contains(row.operation())))
            .toList();
    for (int i = 0; i < rows.size(); i++) {
      if (i % FAILURES == 0) {
        clock.advance(Duration.ofMinutes(2));
      }
      Expected row = rows.get(i);
      Attempt attempt = Attempt.of(row, Scene.OWNER, scene);
      Reply reply = send(strict, attempt, headers);
      if (!refused(reply, TOLD.getOrDefault(name, ""))) {
        wrong.add(name + ": " + row.method() + " " + attempt.path() + ": " + reply);
      }
    }
    return wrong;
  }

  private static List<Expected> operations() {
    Map<String, Expected> operations = new LinkedHashMap<>();
    Expected.rows().forEach(row -> operations.put(row.operation(), row));
    return List.copyOf(operations.values());
  }

  private static boolean refused(Reply reply, String told) {
    String challenge =
        told.equals(NONE)
            ? "Bearer"
            : "Bearer error=\"invalid_token\", error_description=\"" + told + "\"";
    return reply.status() == 401
        && reply.header("WWW-Authenticate").equals(challenge)
        && reply.header("Content-Type").equals("application/problem+json")
        && reply.response().body().equals(BODY.formatted(told));
  }

  private static Reply send(URI to, Attempt attempt, List<String> authorizations) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to + attempt.path()))
            .method(attempt.row().method(), BodyPublishers.ofString(attempt.row().body()))
            .header("Content-Type", "application/json");
    authorizations.forEach(value -> request.header("Authorization", value));
    return Http.send(request.build());
  }

  private Map<String, List<String>> bad() {
    NewApiKey good = create(Duration.ZERO, Duration.ofHours(1));
    NewApiKey other = create(Duration.ZERO, Duration.ofHours(1));
    NewApiKey revoked = create(Duration.ZERO, Duration.ofHours(1));
    server.orgtable().apiKeys().revoke(revoked.key().id());
    String secret =
        good.secret().substring(good.secret().lastIndexOf(good.key().id().value()) + 12);
    Map<String, List<String>> bad = new LinkedHashMap<>();
    bad.put("none", List.of());
    bad.put("expired", List.of("Bearer " + expired.secret()));
    bad.put("revoked", List.of("Bearer " + revoked.secret()));
    bad.put("garbage", List.of("Bearer garbage"));
    bad.put("wrong prefix", List.of("Bearer " + good.secret().replace("otk_", "otx_")));
    bad.put("the secret of another", List.of("Bearer otk_" + other.key().id() + secret));
    bad.put("Basic", List.of("Basic " + base64("user:" + good.secret())));
    bad.put("empty", List.of("Bearer "));
    bad.put("two", List.of("Bearer " + good.secret(), "Bearer " + other.secret()));
    return bad;
  }

  private NewApiKey create(Duration ago, Duration validFor) {
    Clock then = Clock.offset(Clock.systemUTC(), ago.negated());
    return Orgtable.on(server.client(), server.table(), Settings.DEFAULT.withClock(then))
        .apiKeys()
        .create("test", Set.of(Scope.values()), validFor);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
