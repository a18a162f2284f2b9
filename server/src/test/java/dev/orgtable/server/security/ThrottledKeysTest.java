package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Scope;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import dev.orgtable.testkit.fault.Fault;
import dev.orgtable.testkit.fault.FaultEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Cached API keys while DynamoDB throttles: it answers each request, and refuses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThrottledKeysTest {

  private static final String TABLE = "orgtable-throttled";
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration RENEWAL = Duration.ofSeconds(4);

  private final LoopbackEndpoint engine = LoopbackEndpoint.inMemory();
  private final FaultEndpoint endpoint = FaultEndpoint.inFrontOf(engine.uri());
  private final DynamoDbClient client = FaultEndpoint.client(endpoint.uri());
  private final TestClock clock = new TestClock();
  private final Orgtable orgtable = Orgtable.on(client, TABLE, Settings.DEFAULT.withClock(clock));
  private final ProvenKeys keys =
      new ProvenKeys(orgtable, BOUND, clock, clock::nanoTime, new SimpleMeterRegistry());

  ThrottledKeysTest() {
    orgtable.schema().create(false, Duration.ofSeconds(30));
  }

  @AfterAll
  void close() {
    client.close();
    endpoint.close();
    engine.close();
  }

  @BeforeEach
  void throttleNothing() {
    endpoint.clear();
  }

  private NewApiKey knownKey() {
    NewApiKey key = orgtable.apiKeys().create("test", Set.of(Scope.READ));
    assertThat(keys.find(key.secret())).contains(key.key());
    endpoint.clear();
    return key;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded"
      })
  void a_throttled_table_is_asked_again_and_a_key_is_used_until_its_time_is_over(String code) {
    NewApiKey key = knownKey();
    endpoint.planFrom(1, Fault.error(400, code));

    clock.advance(RENEWAL.minusNanos(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    assertThat(endpoint.operations()).as("before the renewal").isEmpty();
    clock.advance(Duration.ofNanos(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    int tried = endpoint.operations().size();
    assertThat(keys.find(key.secret())).contains(key.key());
    assertThat(tried).as("at the renewal").isPositive();
    assertThat(endpoint.operations()).as("the next request tries again").hasSize(2 * tried);
    clock.advance(BOUND.minus(RENEWAL));
    assertThatThrownBy(() -> keys.find(key.secret())).isInstanceOf(Unavailable.class);

    endpoint.clear();
    assertThat(keys.find(key.secret())).contains(key.key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingException", "ProvisionedThroughputExceededException"})
  void a_key_that_was_revoked_while_the_table_throttles_is_refused_afterwards(String code) {
    NewApiKey key = knownKey();
    Orgtable other = Orgtable.on(client, TABLE, Settings.DEFAULT.withClock(clock));
    other.apiKeys().revoke(key.key().id());
    endpoint.clear();
    endpoint.planFrom(1, Fault.error(400, code));
    clock.advance(BOUND.minusMillis(1));
    assertThat(keys.find(key.secret())).contains(key.key());

    endpoint.clear();

    assertThat(keys.find(key.secret())).isEmpty();
  }
}
