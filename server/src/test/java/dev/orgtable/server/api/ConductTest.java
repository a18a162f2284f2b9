package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.orgtable.EmailAddress;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** General behaviour of the server, independent of the operation. */
@Isolated
final class ConductTest extends ApiTest {

  private static final int UNAUTHENTICATED = 401;
  private static final int TOO_MANY = 429;

  @Test
  void every_answer_tells_what_it_cost() {
    annOwnsAcme();
    bobIsIn();
    server().bind(EmailAddress.of(ann));

    assertThat(backEnd().get(path("/members/" + bob)).header("Orgtable-Cost"))
        .isEqualTo("requests=2, read=3, write=0");
    // The roles are read once in some seconds.
    assertThat(backEnd().put(path("/members/" + bob + "/groups/g"), "").header("Orgtable-Cost"))
        .isIn("requests=2, read=1, write=4", "requests=3, read=2, write=4");
    assertThat(
            server()
                .person(EmailAddress.of(ann))
                .get(path("/members/" + bob))
                .header("Orgtable-Cost"))
        .isEqualTo("requests=3, read=6, write=0");
    assertThat(backEnd().get(path("/members/x@example.com")).header("Orgtable-Cost"))
        .isEqualTo("requests=2, read=3, write=0");
    assertThat(server().anybody().get("/v1/users").header("Orgtable-Cost"))
        .isEqualTo("requests=0, read=0, write=0");
  }

  @Test
  void a_caller_over_the_rate_limit_gets_a_time_to_retry() {
    try (TestServer strict = TestServer.start(3)) {
      Http caller = strict.key(Scope.READ);
      List<Integer> first =
          IntStream.range(0, 3).map(i -> caller.get("/v1/users").status()).boxed().toList();

      Reply refused = caller.get("/v1/users");

      assertThat(first).containsOnly(200);
      assertThat(refused.status()).isEqualTo(TOO_MANY);
      assertThat(refused.text("code")).isEqualTo("too_many_requests");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
      assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=60");
      assertThat(refused.header("RateLimit")).startsWith("\"default\";r=0;t=");
      assertThat(strict.key(Scope.READ).get("/v1/users").status()).isEqualTo(200);
    }
  }

  @Test
  void each_credential_that_reads_metrics_or_asks_by_authzen_is_counted_by_itself() {
    try (TestServer strict = TestServer.start(3)) {
      String first = strict.key(Scope.READ).get("/metrics").header("RateLimit");
      String second = strict.key(Scope.READ).get("/metrics").header("RateLimit");

      String third = strict.key(Scope.READ).post("/access/v1/evaluation", "{}").header("RateLimit");
      String fourth =
          strict.key(Scope.READ).post("/access/v1/evaluation", "{}").header("RateLimit");

      assertThat(List.of(first, second, third, fourth))
          .allMatch(each -> each.startsWith("\"default\";r=2;"));
    }
  }

  @Test
  void repeated_invalid_credentials_block_only_their_sender() {
    try (TestServer strict = TestServer.start()) {
      Http known = strict.key(Scope.READ);
      known.get("/v1/users");

      List<Integer> answers =
          IntStream.range(0, 70)
              .map(i -> strict.with("otk_abcdefghijkl_" + i).get("/v1/users").status())
              .boxed()
              .toList();

      assertThat(answers).contains(UNAUTHENTICATED, TOO_MANY).endsWith(TOO_MANY);
      assertThat(known.get("/v1/users").status()).isEqualTo(200);
    }
  }

  @Test
  void the_access_log_holds_no_address_no_name_and_no_token() {
    annOwnsAcme();
    Logger log = (Logger) LoggerFactory.getLogger("dev.orgtable.access");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.INFO);
    try {
      backEnd().get("/v1/users/" + ann);
      backEnd().get(path("/members?group=secret"));
      backEnd().get("/v1/nothing/" + ann);
    } finally {
      log.setLevel(null);
      log.detachAppender(lines);
    }

    assertThat(lines.list).hasSize(3);
    assertThat(lines.list.get(0).getFormattedMessage()).startsWith("GET /v1/users/{email} 200 in ");
    assertThat(lines.list)
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                    .doesNotContain(ann, acme, "secret", "otk_"));
  }

  @Test
  void without_its_table_the_server_is_not_ready_and_comes_back_by_itself() {
    try (TestServer server = TestServer.start()) {
      Http caller = server.key(Scope.READ);
      int ready = server.anybody().get("/health/ready").status();
      server.loseTable();
      Reply refused = caller.get("/v1/users");
      int lost = server.anybody().get("/health/ready").status();
      int alive = server.anybody().get("/health/live").status();
      server.restoreTable();

      int back = server.anybody().get("/health/ready").status();

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("code")).isEqualTo("unavailable");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(List.of(ready, lost, alive, back)).containsExactly(200, 503, 200, 200);
      assertThat(server.key(Scope.READ).get("/v1/users").status()).isEqualTo(200);
    }
  }

  @Test
  void the_root_redirects_to_the_documentation() {
    Reply door = server().anybody().get("/");

    assertThat(door.status()).isEqualTo(302);
    assertThat(door.header("Location")).isEqualTo("/docs");
  }

  @Test
  void metrics_are_for_keys_that_may_read() {
    assertThat(server().anybody().get("/metrics").status()).isEqualTo(UNAUTHENTICATED);
    assertThat(server().key(Scope.WRITE).get("/metrics").status()).isEqualTo(403);
    assertThat(server().key(Scope.READ).get("/metrics").response().body())
        .contains("http_server_requests_seconds");
  }
}
