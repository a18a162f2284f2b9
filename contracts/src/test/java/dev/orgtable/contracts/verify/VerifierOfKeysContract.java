package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.store.Receipt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the verifier for API keys and receipts: one violation per damage. */
final class VerifierOfKeysContract extends TableContract {

  private Map<String, AttributeValue> damaged = Map.of();

  @BeforeEach
  void a_key_was_made_under_a_receipt() {
    orgtable()
        .once(
            Receipt.of("key", "request"),
            to -> to.apiKeys().create("Backend", Set.of(Scope.READ), Duration.ofDays(1)),
            made -> made.key().name());
    assertThat(violations()).isEmpty();
  }

  @AfterEach
  final void put_right() {
    client()
        .deleteItem(
            request ->
                request
                    .tableName(tableName)
                    .key(Map.of("id", of(damaged, "id"), "rng", of(damaged, "rng"))));
  }

  static Stream<Arguments> damages() {
    AttributeValue odd = AttributeValue.fromS("odd ");
    return Stream.of(
        Arguments.of("receipt", "fingerprint", odd, Code.ODD_VALUE),
        Arguments.of("receipt", "expiresAt", odd, Code.ODD_VALUE),
        Arguments.of("receipt", "id", AttributeValue.fromS("receipt/1"), Code.MISPLACED),
        Arguments.of("receipt", "rng", odd, Code.MISPLACED),
        Arguments.of("receipt", "v", AttributeValue.fromN("2"), Code.NEWER_VERSION),
        Arguments.of("apiKey", "name", odd, Code.ODD_VALUE),
        Arguments.of("apiKey", "scopes", AttributeValue.fromSs(List.of("odd")), Code.ODD_VALUE),
        Arguments.of("apiKey", "hash", odd, Code.ODD_VALUE),
        Arguments.of("apiKey", "createdAt", odd, Code.ODD_VALUE),
        Arguments.of("apiKey", "expiresAt", odd, Code.ODD_VALUE),
        Arguments.of("apiKey", "dirRng", odd, Code.ODD_VALUE),
        Arguments.of("apiKey", "id", AttributeValue.fromS("apiKey/1"), Code.MISPLACED),
        Arguments.of("apiKey", "rng", odd, Code.MISPLACED),
        Arguments.of("apiKey", "v", AttributeValue.fromN("2"), Code.NEWER_VERSION),
        Arguments.of("firstApiKey", "rng", odd, Code.MISPLACED),
        Arguments.of("firstApiKey", "v", AttributeValue.fromN("2"), Code.NEWER_VERSION));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_damage_is_named(String typ, String attribute, AttributeValue value, Code code) {
    damaged = new HashMap<>(record(typ));
    damaged.put(attribute, value);
    put(damaged);

    List<Violation> found = violations();

    assertThat(found).extracting(Violation::code).contains(code).containsOnly(code);
    assertThat(found).allMatch(violation -> violation.id().equals(of(damaged, "id").s()));
  }

  private Map<String, AttributeValue> record(String typ) {
    return items().stream()
        .filter(item -> of(item, "typ").s().equals(typ))
        .findFirst()
        .orElseThrow();
  }

  private static AttributeValue of(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).orElseThrow();
  }
}
