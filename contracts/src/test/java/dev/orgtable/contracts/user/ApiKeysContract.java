package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException.ApiKeyNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.ApiKeyStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of API keys: returned once, stored as a hash, valid until they expire or are
 * revoked.
 */
final class ApiKeysContract extends TableContract {

  private static final int THREADS = 8;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final PageRequest ALL = PageRequest.first(100);
  private static final Set<Scope> BOTH = Set.of(Scope.READ, Scope.WRITE);

  private ApiKeyStore keys() {
    return orgtable().apiKeys();
  }

  private NewApiKey key(String name) {
    return keys().create(name, BOTH);
  }

  private static String record(NewApiKey made) {
    return "apiKey/" + made.key().id();
  }

  private List<String> names() {
    return keys().list(ALL).items().stream().map(ApiKey::name).toList();
  }

  @Test
  void a_key_proves_itself_by_its_secret() {
    NewApiKey made = keys().create(" Backend ", BOTH, HOUR);

    Optional<ApiKey> proven = keys().authenticate(made.secret());

    assertThat(proven).contains(made.key());
    assertThat(made.key().name()).isEqualTo("Backend");
    assertThat(made.key().scopes()).isEqualTo(BOTH);
    assertThat(made.key().createdAt()).isEqualTo(clock.instant());
    assertThat(made.key().expiresAt()).contains(clock.instant().plus(HOUR).minusMillis(500));
  }

  @Test
  void a_secret_is_256_bits_shown_once_and_kept_as_a_hash() {
    NewApiKey made = key("Backend");
    String secret = made.secret().substring("otk_".length() + 12 + 1);

    List<Map<String, AttributeValue>> naming = itemsNaming(secret);

    assertThat(made.secret()).matches("otk_" + made.key().id() + "_[A-Za-z0-9_-]{43}");
    assertThat(naming).isEmpty();
    assertThat(attribute(record(made), "apiKey", "hash").orElseThrow().s()).matches("[0-9a-f]{64}");
    assertThat(made.toString()).contains("Backend").doesNotContain(secret);
  }

  @Test
  void a_secret_proves_its_own_key_alone() {
    NewApiKey one = key("One");
    NewApiKey two = key("Two");
    String secret = two.secret().substring("otk_".length() + 12);

    Optional<ApiKey> swapped = keys().authenticate("otk_" + one.key().id() + secret);

    assertThat(swapped).isEmpty();
  }

  @Test
  void nothing_is_proven_by_one_letter_more_less_or_other() {
    String secret = key("Backend").secret();
    char last = secret.charAt(secret.length() - 1);
    String start = secret.substring(0, secret.length() - 1);

    assertThat(keys().authenticate(start)).isEmpty();
    assertThat(keys().authenticate(secret + last)).isEmpty();
    assertThat(keys().authenticate(secret + "\n")).isEmpty();
    for (char other : new char[] {'a', 'b', 'c', '-'}) {
      assertThat(keys().authenticate(start + other).isPresent()).isEqualTo(other == last);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "otk_",
        "otk__",
        "Bearer otk_abcdefghijkl_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "otk_abcdefghijk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "otk_abcdefghijk._aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "otk_abcdefghijkl_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaä",
        "OTK_abcdefghijkl_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void a_malformed_key_is_rejected_without_a_request(String presented) {
    resetCost();

    Optional<ApiKey> proven = keys().authenticate(presented);

    assertThat(proven).isEmpty();
    assertThat(cost().requests()).isZero();
  }

  @Test
  void an_unknown_key_authenticates_nobody() {
    Optional<ApiKey> proven = keys().authenticate("otk_abcdefghijkl_" + "a".repeat(43));

    assertThat(proven).isEmpty();
  }

  @Test
  void a_key_is_good_until_its_end() {
    NewApiKey made = keys().create("Backend", BOTH, HOUR);
    clock.advance(HOUR.minusSeconds(1));
    Optional<ApiKey> before = keys().authenticate(made.secret());
    clock.advance(Duration.ofSeconds(1));

    Optional<ApiKey> after = keys().authenticate(made.secret());

    assertThat(before).contains(made.key());
    assertThat(after).isEmpty();
    assertThat(names()).containsExactly("Backend");
    assertThat(attribute(record(made), "apiKey", "removeAt"))
        .isEqualTo(attribute(record(made), "apiKey", "expiresAt"))
        .isPresent();
  }

  @Test
  void a_revoked_key_proves_nothing_from_then_on_and_shows_nowhere() {
    NewApiKey made = key("Backend");
    NewApiKey other = key("Other");

    keys().revoke(made.key().id());

    assertThat(keys().authenticate(made.secret())).isEmpty();
    assertThat(keys().authenticate(other.secret())).contains(other.key());
    assertThat(names()).containsExactly("Other");
    assertThat(itemsNaming(made.key().id())).isEmpty();
    assertThatThrownBy(() -> keys().revoke(made.key().id()))
        .isInstanceOfSatisfying(
            ApiKeyNotFound.class, e -> assertThat(e.apiKey()).isEqualTo(made.key().id()));
  }

  @Test
  void keys_are_listed_page_by_page_in_order_of_their_names() {
    NewApiKey c = key("c");
    NewApiKey a = key("A");
    NewApiKey b = key("b");
    user(ANN);

    Page<ApiKey> first = keys().list(PageRequest.first(2));
    Page<ApiKey> second = keys().list(PageRequest.first(2).at(first.next().orElseThrow()));

    assertThat(first.items()).containsExactly(a.key(), b.key());
    assertThat(second.items()).containsExactly(c.key());
    assertThat(second.next()).isEmpty();
  }

  @Test
  void bad_keys_are_refused_before_any_request() {
    resetCost();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys().create(" ", BOTH))
        .withMessage("name must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys().create("Backend", Set.of()))
        .withMessage("scopes must be at least one");
    for (Duration odd : List.of(Duration.ZERO, Duration.ofSeconds(59), Duration.ofDays(3651))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys().create("Backend", BOTH, odd))
          .withMessage("validFor must be 1 minute to 3650 days");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ApiKeyId.of("abc"));
    assertThat(cost().requests()).isZero();
  }

  @Test
  void the_first_key_is_made_once() {
    boolean before = keys().any();
    NewApiKey first = keys().createFirst("First", Set.of(Scope.ADMIN)).orElseThrow();
    keys().revoke(first.key().id());

    Optional<NewApiKey> second = keys().createFirst("First", Set.of(Scope.ADMIN));

    assertThat(before).isFalse();
    assertThat(second).isEmpty();
    assertThat(keys().any()).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  void there_is_no_first_key_after_another() {
    key("Backend");
    key("Another");

    Optional<NewApiKey> first = keys().createFirst("First", BOTH);

    assertThat(first).isEmpty();
    assertThat(names()).containsExactly("Another", "Backend");
  }

  @Test
  void of_many_that_make_the_first_key_at_once_one_gets_it() {
    List<AtOnce.Outcome<Optional<NewApiKey>>> outcomes =
        AtOnce.call(THREADS, () -> keys().createFirst("First", BOTH));

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(AtOnce.answers(outcomes).stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(names()).containsExactly("First");
  }

  @Test
  void no_first_key_is_created_if_there_is_a_key() {
    List<NewApiKey> made = new ArrayList<>();
    Orgtable late = meanwhile(() -> made.add(key("Backend")));

    Optional<NewApiKey> first = late.apiKeys().createFirst("First", BOTH);

    assertThat(made).hasSize(1);
    assertThat(first).isEmpty();
    assertThat(names()).containsExactly("Backend");
  }

  @Test
  void keys_made_by_many_at_once_are_all_good() {
    List<AtOnce.Outcome<NewApiKey>> outcomes = AtOnce.call(THREADS, () -> key("Backend"));

    assertThat(AtOnce.answers(outcomes))
        .hasSize(THREADS)
        .allMatch(made -> keys().authenticate(made.secret()).isPresent());
    assertThat(names()).hasSize(THREADS);
  }

  @Test
  void a_receipt_that_keeps_the_text_of_a_new_key_keeps_no_secret() {
    List<NewApiKey> made = new ArrayList<>();

    orgtable()
        .once(
            Receipt.of("key", "request"),
            to -> to.apiKeys().create("Backend", BOTH),
            answer -> {
              made.add(answer);
              return answer.toString();
            });

    assertThat(itemsNaming(made.get(0).secret())).isEmpty();
    assertThat(keys().authenticate(made.get(0).secret())).isPresent();
  }

  static List<Map<String, AttributeValue>> damages() {
    return List.of(
        Map.of("v", AttributeValue.fromN("2")),
        Map.of("typ", AttributeValue.fromS("apiKeys")),
        Map.of("rng", AttributeValue.fromS("other")),
        Map.of("hash", AttributeValue.fromS("")),
        Map.of("hash", AttributeValue.fromNul(true)),
        Map.of("scopes", AttributeValue.fromSs(List.of("everything"))),
        Map.of("scopes", AttributeValue.fromS("read")),
        Map.of("expiresAt", AttributeValue.fromS("never")),
        Map.of("expiresAt", AttributeValue.fromN("1e30")));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_damaged_record_proves_nothing(Map<String, AttributeValue> damage) {
    NewApiKey made = key("Backend");
    Map<String, AttributeValue> sound = item(record(made), "apiKey");
    Map<String, AttributeValue> damaged = new HashMap<>(sound);
    damaged.putAll(damage);
    keys().revoke(made.key().id());
    put(damaged);

    Optional<ApiKey> proven = keys().authenticate(made.secret());

    assertThat(proven).isEmpty();
    client()
        .deleteItem(
            request ->
                request
                    .tableName(tableName)
                    .key(Map.of("id", damaged.get("id"), "rng", damaged.get("rng"))));
  }
}
