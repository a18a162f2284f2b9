package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is promised of API keys that are not read again at each request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProvenKeysTest {

  private static final Duration BOUND = Duration.ofSeconds(5);

  /** When one request reads a kept key again. */
  private static final Duration RENEWAL = Duration.ofSeconds(4);

  private final TestServer server = TestServer.start();
  private final AtomicInteger requests = new AtomicInteger();
  private final TestClock clock = new TestClock();

  @AfterAll
  void close() {
    server.close();
  }

  /** What happens when a read of a key has been answered; nothing by default. */
  private Runnable answered = () -> {};

  private ProvenKeys keys(Duration bound) {
    return keys(bound, clock::nanoTime);
  }

  private ProvenKeys keys(Duration bound, Ticker ticker) {
    requests.set(0);
    Settings counting =
        Settings.DEFAULT
            .withClock(clock)
            .withCosts(
                request -> {
                  requests.incrementAndGet();
                  Runnable once = answered;
                  answered = () -> {};
                  once.run();
                });
    return new ProvenKeys(
        Orgtable.on(failing(), server.table(), counting),
        bound,
        clock,
        ticker,
        new SimpleMeterRegistry());
  }

  private final AtomicBoolean isDown = new AtomicBoolean();
  private final AtomicBoolean losesAnswers = new AtomicBoolean();

  /** Returns a client that fails while the table is down, or when it loses an answer. */
  private DynamoDbClient failing() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (isDown.get()) {
                throw SdkClientException.create("down");
              }
              try {
                Object answer = method.invoke(server.client(), arguments);
                if (losesAnswers.get()) {
                  throw SdkClientException.create("lost");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private NewApiKey key() {
    return server.orgtable().apiKeys().create("test", Set.of(Scope.READ));
  }

  @Test
  void a_key_is_read_once_until_its_renewal() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();

    assertThat(keys.find(key.secret())).contains(key.key());
    clock.advance(RENEWAL.minusNanos(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    assertThat(requests).hasValue(1);

    clock.advance(Duration.ofNanos(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    assertThat(requests).hasValue(2);
    clock.advance(RENEWAL.minusNanos(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    assertThat(requests).hasValue(2);
  }

  @Test
  void while_one_request_renews_a_key_the_others_use_it_until_the_bound() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    keys.find(key.secret());
    clock.advance(RENEWAL);
    List<Integer> requestsOfOthers = new ArrayList<>();
    answered =
        () -> {
          clock.advance(BOUND.minus(RENEWAL).minusNanos(1));
          requestsOfOthers.add(requestsOf(keys, key));
          clock.advance(Duration.ofNanos(1));
          requestsOfOthers.add(requestsOf(keys, key));
        };

    keys.find(key.secret());

    assertThat(requestsOfOthers).containsExactly(0, 1);
  }

  @Test
  void a_kept_key_is_used_if_the_table_is_unavailable_at_its_renewal() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    keys.find(key.secret());
    clock.advance(RENEWAL);
    isDown.set(true);

    assertThat(keys.find(key.secret())).contains(key.key());
    assertThat(keys.find(key.secret())).as("each request tries").contains(key.key());
    clock.advance(BOUND.minus(RENEWAL));
    assertThatThrownBy(() -> keys.find(key.secret())).isInstanceOf(Unavailable.class);

    isDown.set(false);
    assertThat(keys.find(key.secret())).contains(key.key());
  }

  private int requestsOf(ProvenKeys keys, NewApiKey key) {
    int before = requests.get();
    assertThat(keys.find(key.secret())).contains(key.key());
    return requests.get() - before;
  }

  @Test
  void the_bound_counts_from_before_the_read() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    answered =
        () -> {
          server.orgtable().apiKeys().revoke(key.key().id());
          clock.advance(BOUND);
        };

    assertThat(keys.find(key.secret())).contains(key.key());

    assertThat(keys.find(key.secret())).isEmpty();
  }

  @Test
  void without_a_bound_each_request_reads_the_key() {
    ProvenKeys keys = keys(Duration.ZERO);
    NewApiKey key = key();

    keys.find(key.secret());
    keys.find(key.secret());

    assertThat(requests).hasValue(2);
  }

  @Test
  void a_key_that_this_process_revokes_is_refused_at_once() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    NewApiKey other = key();
    keys.find(key.secret());
    keys.find(other.secret());

    keys.revoke(key.key().id());

    assertThat(keys.find(key.secret())).isEmpty();
    requests.set(0);
    assertThat(keys.find(other.secret())).contains(other.key());
    assertThat(requests).hasValue(0);
  }

  @Test
  void a_key_is_refused_at_once_also_if_nobody_knows_whether_it_was_revoked() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    keys.find(key.secret());
    // With the first change, whether the table keeps events is read, too.
    keys.revoke(key().key().id());
    losesAnswers.set(true);

    assertThatThrownBy(() -> keys.revoke(key.key().id())).isInstanceOf(Unavailable.class);

    losesAnswers.set(false);
    assertThat(keys.find(key.secret())).isEmpty();
  }

  @Test
  void a_key_that_another_process_revokes_is_accepted_until_its_renewal() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    keys.find(key.secret());

    server.orgtable().apiKeys().revoke(key.key().id());

    clock.advance(RENEWAL.minusNanos(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    clock.advance(Duration.ofNanos(1));
    assertThat(keys.find(key.secret())).isEmpty();
    assertThat(keys.find(key.secret())).as("what was kept is dropped").isEmpty();
  }

  @Test
  void a_kept_key_is_refused_once_it_has_expired() {
    NewApiKey key =
        server
            .orgtable(Settings.DEFAULT.withClock(clock))
            .apiKeys()
            .create("short", Set.of(Scope.READ), Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1).minusSeconds(1));
    ProvenKeys keys = keys(BOUND);
    assertThat(keys.find(key.secret())).contains(key.key());

    clock.advance(Duration.ofSeconds(1));

    assertThat(keys.find(key.secret())).isEmpty();
    assertThat(requests).as("the kept key is not used, the table is asked").hasValue(2);
  }

  @Test
  void a_credential_that_is_no_key_is_never_cached() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    server.orgtable().apiKeys().revoke(key.key().id());

    assertThat(keys.find(key.secret())).isEmpty();
    assertThat(keys.find(key.secret())).isEmpty();

    assertThat(requests).hasValue(2);
  }

  @Test
  void a_key_that_is_revoked_while_it_is_read_is_refused_afterwards() {
    ProvenKeys keys = keys(BOUND);
    NewApiKey key = key();
    answered = () -> keys.revoke(key.key().id());

    assertThat(keys.find(key.secret())).as("read before").contains(key.key());

    assertThat(keys.find(key.secret())).isEmpty();
  }

  @Test
  void a_jump_of_the_wall_clock_makes_a_kept_key_neither_older_nor_younger() {
    TestClock time = new TestClock();
    ProvenKeys keys = keys(BOUND, time::nanoTime);
    NewApiKey key = key();
    keys.find(key.secret());
    server.orgtable().apiKeys().revoke(key.key().id());

    clock.advance(Duration.ofHours(1));
    assertThat(keys.find(key.secret())).contains(key.key());
    clock.advance(Duration.ofHours(-2));
    time.advance(BOUND);
    assertThat(keys.find(key.secret())).isEmpty();
    clock.advance(Duration.ofHours(1));
  }

  @Tag("slow")
  @Test
  void at_most_ten_thousand_keys_are_kept() {
    List<String> many = copies(key(), 10_100);
    ProvenKeys keys = keys(BOUND);
    many.forEach(each -> assertThat(keys.find(each)).isPresent());
    requests.set(0);

    many.forEach(keys::find);

    assertThat(requests.get()).isBetween(100, 5_000);
  }

  /** Stores copies of a key with other ids, and returns their credentials. */
  private List<String> copies(NewApiKey key, int number) {
    String id = key.key().id().value();
    Map<String, AttributeValue> item =
        server
            .client()
            .getItem(
                request ->
                    request
                        .tableName(server.table())
                        .key(
                            Map.of(
                                "id", AttributeValue.fromS("apiKey/" + id),
                                "rng", AttributeValue.fromS("apiKey"))))
            .item();
    List<String> ids = IntStream.range(0, number).mapToObj(i -> "copy%08d".formatted(i)).toList();
    server
        .orgtable()
        .items()
        .put(
            ids.stream()
                .map(
                    other -> {
                      Map<String, AttributeValue> copy = new HashMap<>(item);
                      copy.put("id", AttributeValue.fromS("apiKey/" + other));
                      return Map.copyOf(copy);
                    })
                .toList(),
            1);
    return ids.stream().map(other -> key.secret().replace(id, other)).toList();
  }

  @Test
  void a_server_with_the_bound_makes_one_request_for_a_check_and_refuses_what_it_revoked() {
    String secret = server.orgtable().apiKeys().create("app", Set.of(Scope.READ)).secret();
    try (OrgtableServer caching = server.another(BOUND)) {
      Http caller = new Http(TestServer.uri(caching), Optional.of(secret));
      String check = "/v1/check?user=nobody@example.com&organisation=none";

      assertThat(caller.get(check).header("Orgtable-Cost"))
          .isEqualTo("requests=2, read=3, write=0");
      assertThat(caller.get(check).header("Orgtable-Cost"))
          .isEqualTo("requests=1, read=2, write=0");

      Http admin = new Http(TestServer.uri(caching), server.key(Scope.ADMIN).credential());
      admin.delete("/v1/keys/" + secret.substring("otk_".length(), "otk_".length() + 12));
      assertThat(caller.get(check).status()).isEqualTo(401);
    }
  }
}
