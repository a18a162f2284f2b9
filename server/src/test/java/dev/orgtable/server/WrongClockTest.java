package dev.orgtable.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.store.Orgtable;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Two servers on one table: one clock is right, the other more than a day ahead. */
final class WrongClockTest {

  private static final String TABLE = "orgtable-clocks";
  private static final Duration AHEAD = Duration.ofHours(25);
  private static final Pattern METRIC = Pattern.compile("(?m)^orgtable_clock_skew_seconds (\\S+)");

  private static LoopbackEndpoint engine;
  private static DynamoDbClient client;
  private static OrgtableServer right;
  private static OrgtableServer wrong;
  private static String key;

  @BeforeAll
  static void start() {
    engine = LoopbackEndpoint.inMemory();
    client = TestClients.of(engine.uri());
    Orgtable store = Orgtable.on(client, TABLE);
    store.schema().create(false, Duration.ofSeconds(30));
    store
        .users()
        .create(
            User.of(EmailAddress.of("ann@example.com"), new Profile("Ann", "", ""), Instant.EPOCH));
    key = store.apiKeys().create("test", Set.of(Scope.READ, Scope.WRITE)).secret();
    right = serve(Clock.systemUTC());
    wrong = serve(Clock.offset(Clock.systemUTC(), AHEAD));
  }

  private static OrgtableServer serve(Clock clock) {
    return OrgtableServer.start(
        client,
        new ServerSettings(TABLE, InetAddress.getLoopbackAddress(), 0, Optional.empty(), 1_000_000),
        clock,
        Map.of("logging.level.root", "error", "logging.level.dev.orgtable", "error"));
  }

  @AfterAll
  static void stop() {
    right.close();
    wrong.close();
    client.close();
    engine.close();
  }

  private static Http on(OrgtableServer server) {
    return new Http(TestServer.uri(server), Optional.of(key));
  }

  @Test
  void a_request_with_an_idempotency_key_is_not_repeated_by_the_other_server() {
    String first = create(right);

    String again = create(wrong);

    assertThat(again).isNotEmpty().isEqualTo(first);
  }

  private static String create(OrgtableServer server) {
    return on(server)
        .post(
            "/v1/organisations",
            "{'name':'Twice','owner':'ann@example.com'}",
            "Idempotency-Key",
            "once")
        .text("id");
  }

  @Test
  void readiness_and_metrics_tell_how_far_the_clock_is_from_the_engine_s() {
    long hour = Duration.ofHours(1).toSeconds();

    var ready = on(wrong).get("/health/ready");

    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.response().body()).containsPattern("\"clockSkewSeconds\":(89999|90000)");
    assertThat(skew(wrong)).isBetween(25.0 * hour - 10, 25.0 * hour + 1);
    assertThat(on(right).get("/health/ready").response().body()).contains("\"clockSkewSeconds\":0");
    assertThat(skew(right)).isZero();
    assertThat(new Http(TestServer.uri(wrong), Optional.empty()).get("/health/ready").response())
        .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}"));
  }

  private static double skew(OrgtableServer server) {
    Matcher metric = METRIC.matcher(on(server).get("/metrics").response().body());
    assertThat(metric.find()).isTrue();
    return Double.parseDouble(metric.group(1));
  }
}
