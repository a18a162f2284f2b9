package dev.orgtable.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.Engine;
import dev.orgtable.contracts.EngineTime;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.TableState;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import dev.orgtable.testkit.fault.FaultEndpoint;
import dev.orgtable.testkit.fault.FaultyEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The sample table, with and without a fault endpoint: filled once per operation and restored for
 * each fault.
 */
final class FaultTable implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_WRITES = 25;

  private static final Set<String> READS =
      Set.of("GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan");

  private final Operation operation;
  private final DynamoDbClient direct = Engine.clientOverHttp();
  private final DynamoDbClient faulty;
  private final FaultEndpoint endpoint;
  private final TestClock clock = new TestClock();
  private final Settings settings;
  private final String name = "orgtable-" + UUID.randomUUID();
  private final List<Map<String, AttributeValue>> before;
  private final TableState after;
  private final List<String> answer;
  private final int calls;
  private final int lastWrite;
  private final Set<TableState> healthy = new HashSet<>();

  FaultTable(Operation operation, FaultyEngine engine, Settings timeouts) {
    this.operation = operation;
    this.faulty = engine.client();
    this.endpoint = engine.endpoint();
    this.settings = timeouts.withClock(clock);
    endpoint.clear();
    direct().schema().create(false, PATIENCE);
    Operations.sample(direct());
    operation.prepare().accept(direct());
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    before = items();
    // A call must not time out on a busy machine, since it would be counted twice.
    answer = TableState.comparable(operation.act().apply(faulty(PATIENCE, PATIENCE)));
    calls = endpoint.operations().size();
    lastWrite = lastWrite(endpoint.operations());
    after = state();
    assertNothingIsWrong();
    reset();
  }

  /** Returns the store without faults. */
  Orgtable direct() {
    return Orgtable.on(EngineTime.of(clock, direct), name, settings);
  }

  /** Returns the store behind the fault endpoint. */
  Orgtable faulty() {
    return faulty(settings.deadline(), settings.attemptTimeout());
  }

  /** Returns the store behind the fault endpoint, with other time limits. */
  Orgtable faulty(Duration deadline, Duration attempt) {
    return Orgtable.on(
        EngineTime.of(clock, faulty), name, settings.withTimeouts(deadline, attempt));
  }

  Operation operation() {
    return operation;
  }

  /** Returns the number of calls of the operation without a fault. */
  int calls() {
    return calls;
  }

  /** Returns the number of the last call that writes, from 1. */
  int lastWrite() {
    return lastWrite;
  }

  private static int lastWrite(List<String> operations) {
    int last = operations.size();
    while (last > 0 && READS.contains(operations.get(last - 1))) {
      last--;
    }
    return last;
  }

  /** Returns the result of the operation without a fault. */
  List<String> answer() {
    return answer;
  }

  TableState before() {
    return TableState.of(before, before);
  }

  /** Returns the state of the table after the operation without a fault. */
  TableState after() {
    return after;
  }

  TableState state() {
    return TableState.of(items(), before);
  }

  /** Restores the table to the state before the operation and removes all planned faults. */
  void reset() {
    endpoint.clear();
    Map<List<AttributeValue>, Map<String, AttributeValue>> wrong = new HashMap<>();
    items().forEach(item -> wrong.put(TableState.key(item), item));
    List<WriteRequest> writes = new ArrayList<>();
    for (Map<String, AttributeValue> item : before) {
      if (!item.equals(wrong.remove(TableState.key(item)))) {
        writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
      }
    }
    for (List<AttributeValue> key : wrong.keySet()) {
      Map<String, AttributeValue> left = Map.of("id", key.get(0), "rng", key.get(1));
      writes.add(WriteRequest.builder().deleteRequest(delete -> delete.key(left)).build());
    }
    for (int from = 0; from < writes.size(); from += MOST_WRITES) {
      List<WriteRequest> part = writes.subList(from, Math.min(from + MOST_WRITES, writes.size()));
      direct.batchWriteItem(request -> request.requestItems(Map.of(name, part)));
    }
  }

  /** Asserts that the verifier finds nothing. Does not verify the same state twice. */
  void assertNothingIsWrong() {
    TableState state = state();
    if (healthy.contains(state)) {
      return;
    }
    List<Violation> found = new ArrayList<>();
    Maintenance.of(direct()).verifier().verify(found::add);
    assertThat(found).as("%s", operation).isEmpty();
    healthy.add(state);
  }

  private List<Map<String, AttributeValue>> items() {
    return direct.scan(request -> request.tableName(name).consistentRead(true)).items();
  }

  @Override
  public void close() {
    endpoint.clear();
    direct.deleteTable(request -> request.tableName(name));
  }
}
