package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.store.Violation;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The sample table, behind a fault endpoint and beside it: filled once for an operation, and put
 * back for each fault.
 */
final class FaultTable implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is different at each try: identities made at random, and where counts start. */
  private static final Set<String> RANDOM = Set.of("membershipId", "change", "additions");

  private final DynamoDbClient direct;
  private final DynamoDbClient faulty;
  private final Settings settings;
  private final String name = "orgtable-" + UUID.randomUUID();
  private final List<Map<String, AttributeValue>> before;

  FaultTable(DynamoDbClient direct, DynamoDbClient faulty, Settings settings, Operation operation) {
    this.direct = direct;
    this.faulty = faulty;
    this.settings = settings;
    direct().schema().create(false, PATIENCE);
    Operations.sample(direct());
    operation.prepare().accept(direct());
    before = items();
  }

  /** Returns the store as nothing goes wrong. */
  Orgtable direct() {
    return Orgtable.on(direct, name, settings);
  }

  /** Returns the store behind the fault endpoint. */
  Orgtable faulty() {
    return Orgtable.on(faulty, name, settings);
  }

  /** Returns the store behind the fault endpoint, with another time for each try. */
  Orgtable faulty(Duration attempt) {
    return Orgtable.on(faulty, name, settings.withTimeouts(settings.deadline(), attempt));
  }

  /** Puts the table back as it was before the operation. */
  void reset() {
    direct.deleteTable(request -> request.tableName(name));
    direct().schema().create(false, PATIENCE);
    List<WriteRequest> puts =
        before.stream()
            .map(
                item ->
                    WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
            .toList();
    direct.batchWriteItem(request -> request.requestItems(Map.of(name, puts)));
  }

  Set<Map<String, AttributeValue>> before() {
    return comparable(before);
  }

  /** Returns what is in the table, less what is random. */
  Set<Map<String, AttributeValue>> state() {
    return comparable(items());
  }

  /** Returns what is in the table once the operation was done without a fault. */
  Set<Map<String, AttributeValue>> after(Operation operation) {
    operation.act().accept(direct());
    Set<Map<String, AttributeValue>> after = state();
    reset();
    return after;
  }

  void assertNothingIsWrong() {
    List<Violation> found = new ArrayList<>();
    direct().verifier().verify(found::add);
    assertThat(found).isEmpty();
  }

  /** Returns the calls that an operation makes, without a fault. */
  int calls(Operation operation, FaultEndpoint endpoint) {
    endpoint.clear();
    operation.act().accept(faulty());
    int calls = endpoint.operations().size();
    endpoint.clear();
    reset();
    return calls;
  }

  private List<Map<String, AttributeValue>> items() {
    return direct.scan(request -> request.tableName(name).consistentRead(true)).items();
  }

  private static Set<Map<String, AttributeValue>> comparable(
      List<Map<String, AttributeValue>> items) {
    return items.stream()
        .map(
            item -> {
              Map<String, AttributeValue> copy = new HashMap<>(item);
              copy.keySet().removeAll(RANDOM);
              copy.computeIfPresent(
                  "groups",
                  (groups, set) -> AttributeValue.fromSs(set.ss().stream().sorted().toList()));
              return copy;
            })
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    direct.deleteTable(request -> request.tableName(name));
  }
}
