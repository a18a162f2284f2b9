package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Segment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * The contract of consistency: operations, jobs and tools read the table strongly consistent. Only
 * the index, which has no other mode, and checks on request are eventually consistent.
 */
public final class ConsistencyContract extends TableContract {

  private final Queue<Object> strong = new ConcurrentLinkedQueue<>();
  private final Queue<Object> eventual = new ConcurrentLinkedQueue<>();

  static Stream<Operation> operations() {
    return Stream.concat(Operations.writes(), Operations.reads());
  }

  private DynamoDbClient watched() {
    DynamoDbClient client = client();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments.length > 0) {
                note(arguments[0]);
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void note(Object request) {
    Optional<Boolean> asked =
        request instanceof GetItemRequest get
            ? Optional.of(Boolean.TRUE.equals(get.consistentRead()))
            : request instanceof BatchGetItemRequest batch
                ? Optional.of(
                    batch.requestItems().values().stream()
                        .allMatch(keys -> Boolean.TRUE.equals(keys.consistentRead())))
                : request instanceof QueryRequest query && query.indexName() == null
                    ? Optional.of(Boolean.TRUE.equals(query.consistentRead()))
                    : request instanceof ScanRequest scan
                        ? Optional.of(Boolean.TRUE.equals(scan.consistentRead()))
                        : Optional.empty();
    asked.ifPresent(strongly -> (strongly ? strong : eventual).add(request));
  }

  @Tag("exhaustive")
  @ParameterizedTest
  @MethodSource("operations")
  void an_operation_reads_strongly(Operation operation) {
    Operations.sample(orgtable());
    operation.prepare().accept(orgtable());
    clock.advance(Operations.BRIEFLY);

    var unused = operation.act().apply(on(watched()));

    assertThat(eventual).isEmpty();
  }

  @Test
  void jobs_read_strongly() throws InterruptedException {
    Operations.sample(orgtable());
    for (int i = 0; i < 120; i++) {
      orgtable().services().create(new Service(ACME, id(i), "Service", 0));
    }
    orgtable().organisations().rename(ACME, "Other");
    orgtable().organisations().delete(ACME);

    try (var worker = worker(watched())) {
      assertThat(worker.runOpen()).isPositive();
    }

    assertThat(strong).isNotEmpty();
    assertThat(eventual).isEmpty();
  }

  private static ServiceId id(int number) {
    return ServiceId.of("s" + number);
  }

  @Test
  void tools_read_strongly() {
    Operations.sample(orgtable());
    orgtable().invitations().invite(DAN, ACME, Set.of(), "", Duration.ofHours(1));
    clock.advance(Duration.ofDays(30));
    Map<String, AttributeValue> wrong = new HashMap<>(item("organisation/acme", "organisation"));
    wrong.put("ownerCount", AttributeValue.fromN("7"));
    put(wrong);
    Orgtable watched = on(watched());
    Maintenance tools = Maintenance.of(watched);

    tools.verifier().verify(2, violation -> {});
    tools.upgrade().plan(step -> {});
    tools.upgrade().apply(step -> {});
    tools.repair().plan(step -> {});
    tools.repair().apply(step -> {});
    tools.sweep().run(2, read -> {});
    tools.offboarding().plan(BOB);
    tools.offboarding().mentions(BOB, mention -> {});
    tools.offboarding().erase(BOB, 1, erased -> {}, left -> {}, read -> {});
    tools.offboarding().apply(BOB);
    watched.items().read(Segment.all(2), (segment, page) -> {});

    assertThat(strong).isNotEmpty();
    assertThat(eventual).isEmpty();
  }

  @Test
  void a_check_reads_as_its_caller_says() {
    Operations.sample(orgtable());
    Check question = Check.member(BOB, ACME);

    on(watched()).memberships().check(question, Consistency.EVENTUAL);
    on(watched()).memberships().check(List.of(question), Consistency.EVENTUAL);

    assertThat(strong).isEmpty();
    assertThat(eventual).hasSize(2);
  }
}
