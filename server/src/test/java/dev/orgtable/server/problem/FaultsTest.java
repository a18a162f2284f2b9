package dev.orgtable.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.fault.Fault;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** If the table is unavailable, callers are told, nothing is lost, and service resumes. */
@Tag("faults")
final class FaultsTest {

  private static final String TABLE = "orgtable-faults";
  private static final String KEY = "Idempotency-Key";
  private static final int UNAVAILABLE = 503;

  private static LoopbackEndpoint engine;
  private static FaultEndpoint endpoint;
  private static DynamoDbClient direct;
  private static DynamoDbClient faulty;
  private static Orgtable store;
  private static OrgtableServer server;
  private static Http caller;

  @BeforeAll
  static void start() {
    engine = LoopbackEndpoint.inMemory();
    endpoint = FaultEndpoint.inFrontOf(engine.uri());
    direct = FaultEndpoint.client(engine.uri());
    faulty = FaultEndpoint.client(endpoint.uri());
    store = Orgtable.on(direct, TABLE);
    store.schema().create(false, Duration.ofSeconds(30));
    server = serve();
    caller =
        new Http(
            TestServer.uri(server),
            Optional.of(store.apiKeys().create("test", Set.of(Scope.READ, Scope.WRITE)).secret()));
  }

  private static OrgtableServer serve() {
    return OrgtableServer.start(
        faulty,
        new ServerSettings(TABLE, InetAddress.getLoopbackAddress(), 0, Optional.empty(), 1_000_000)
            .withCredentialCache(Duration.ZERO),
        Map.of("logging.level.root", "error", "logging.level.dev.orgtable", "error"));
  }

  @AfterAll
  static void stop() {
    server.close();
    faulty.close();
    direct.close();
    endpoint.close();
    engine.close();
  }

  @AfterEach
  void nothing_goes_wrong_any_more() {
    endpoint.clear();
  }

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final EmailAddress ann = user();

  private EmailAddress user() {
    EmailAddress id = EmailAddress.of("ann." + mark + "@example.com");
    store.users().create(User.of(id, new Profile("Ann", "", ""), Instant.EPOCH));
    return id;
  }

  private static Http anybody() {
    return new Http(TestServer.uri(server), Optional.empty());
  }

  private int organisations() {
    return store.users().memberships(ann, PageRequest.first(100)).items().size();
  }

  private Reply create(String key) {
    return caller.post(
        "/v1/organisations", "{'name':'Acme','owner':'" + ann + "'}", KEY, key + mark);
  }

  static Stream<Fault> outages() {
    return Stream.of(
        Fault.closed(),
        Fault.error(500, "InternalServerError"),
        Fault.error(503, "ServiceUnavailable"),
        Fault.error(400, "ThrottlingException"),
        Fault.error(400, "ProvisionedThroughputExceededException"),
        Fault.error(400, "RequestLimitExceeded"),
        Fault.error(400, "ResourceNotFoundException"),
        Fault.error(400, "ExpiredTokenException"),
        Fault.error(400, "UnrecognizedClientException"),
        Fault.error(400, "AccessDeniedException"));
  }

  private static void isUnavailable(Reply reply) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(UNAVAILABLE);
    assertThat(reply.text("code")).isEqualTo("unavailable");
    assertThat(reply.header("Retry-After")).matches("[1-9]\\d*");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.response().body()).doesNotContain("injected", "software.amazon", "Exception");
  }

  @ParameterizedTest
  @MethodSource("outages")
  void an_outage_is_told_whether_it_comes_before_or_after_the_credential(Fault outage) {
    endpoint.clear();
    endpoint.planFrom(1, outage);
    Reply before = caller.get("/v1/users/" + ann);
    int ready = anybody().get("/health/ready").status();
    int live = anybody().get("/health/live").status();
    endpoint.clear();
    endpoint.planFrom(2, outage);
    Reply after = caller.get("/v1/users/" + ann);
    endpoint.clear();
    endpoint.planFrom(2, outage);
    Reply write = create("outage");

    endpoint.clear();
    Reply back = create("outage");

    isUnavailable(before);
    isUnavailable(after);
    isUnavailable(write);
    assertThat(List.of(ready, live)).containsExactly(UNAVAILABLE, 200);
    assertThat(back.status()).isEqualTo(201);
    assertThat(organisations()).isOne();
    assertThat(anybody().get("/health/ready").status()).isEqualTo(200);
    assertThat(caller.get("/v1/users/" + ann).status()).isEqualTo(200);
  }

  @Test
  void an_outage_within_a_batch_ends_the_batch() {
    String id = create("batch").text("id");
    String batch = "/v1/organisations/" + id + "/invitations/batch";
    String body = "{'emails':['one@example.com','two@example.com','three@example.com']}";
    endpoint.clear();
    endpoint.planFrom(5, Fault.closed());

    Reply cut = caller.post(batch, body);

    isUnavailable(cut);
    endpoint.clear();
    Reply again = caller.post(batch, body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().at("/data/0/status").asInt()).isEqualTo(409);
    assertThat(again.json().at("/data/2/status").asInt()).isEqualTo(201);
  }

  static Stream<Fault> lostAnswers() {
    return Stream.of(
        Fault.dropped(),
        Fault.reset(),
        Fault.cut(),
        Fault.garbled(),
        Fault.wrongCheckSum(),
        Fault.errorAfter(500, "InternalServerError"),
        Fault.error(400, "ThrottlingException"),
        Fault.conflict("TransactionConflict"));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void a_lost_answer_to_any_of_its_calls_is_not_felt_or_may_be_asked_for_again(Fault lost) {
    Set<String> created = new HashSet<>();
    for (int call = 1; call <= 5; call++) {
      endpoint.clear();
      endpoint.plan(call, lost);

      Reply reply = create("lost" + call);
      endpoint.clear();
      Reply again = create("lost" + call);

      assertThat(reply.status()).as("%s at %d: %s", lost, call, reply).isIn(201, UNAVAILABLE);
      assertThat(again.status()).as("%s at %d: %s", lost, call, again).isEqualTo(201);
      if (reply.status() == 201) {
        assertThat(again.response().body()).isEqualTo(reply.response().body());
      }
      created.add(again.text("id"));
    }
    assertThat(created).hasSize(5);
    assertThat(organisations()).isEqualTo(5);
  }

  @Test
  void of_many_requests_among_many_faults_each_is_done_once_in_the_end() {
    endpoint.clear();
    endpoint.planAtRandom(7, 0.3, Stream.concat(lostAnswers(), Stream.of(Fault.closed())).toList());
    for (int i = 0; i < 30; i++) {
      Reply reply = create("many" + i);
      for (int again = 0; reply.status() == UNAVAILABLE && again < 50; again++) {
        reply = create("many" + i);
      }
      assertThat(reply.status()).as("%s", reply).isEqualTo(201);
    }
    endpoint.clear();

    List<Violation> found = new ArrayList<>();
    Maintenance.of(store).verifier().verify(found::add);

    assertThat(organisations()).isEqualTo(30);
    assertThat(found).isEmpty();
  }

  @Test
  void conflicts_are_no_outage() {
    store.organisations().create(OrganisationId.of("acme-" + mark), "Acme", ann);
    endpoint.clear();
    endpoint.plan(2, Fault.conflict("TransactionConflict"));
    endpoint.plan(3, Fault.conflict("TransactionConflict"));

    Reply reply = caller.post("/v1/organisations/acme-" + mark + "/services", "{'name':'CRM'}");

    assertThat(reply.status()).as("%s", reply).isEqualTo(201);
  }

  @Test
  void a_request_that_waits_for_the_table_is_answered_by_a_server_that_stops() throws Exception {
    OrgtableServer stopping = serve();
    Http there = new Http(TestServer.uri(stopping), caller.credential());
    there.get("/v1/users");
    endpoint.clear();
    endpoint.planFrom(2, Fault.delayed(Duration.ofMillis(1500)));
    CompletableFuture<Reply> slow =
        CompletableFuture.supplyAsync(() -> there.put("/v1/users/" + ann, "{'firstName':'Late'}"));
    while (endpoint.operations().size() < 2) {
      Thread.sleep(10);
    }

    stopping.close();

    assertThat(slow.get().status()).isEqualTo(200);
    assertThat(store.users().get(ann).profile().firstName()).isEqualTo("Late");
  }
}
