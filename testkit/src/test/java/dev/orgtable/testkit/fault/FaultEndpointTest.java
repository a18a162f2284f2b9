package dev.orgtable.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orgtable.embedded.LoopbackEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Each fault does to a plain client of the SDK what it says. */
final class FaultEndpointTest {

  private static final String TABLE = "faults";
  private static final int ATTEMPTS = 3;

  private static LoopbackEndpoint engine;
  private static DynamoDbClient direct;

  private FaultEndpoint endpoint;
  private DynamoDbClient client;

  @BeforeAll
  static void start() {
    engine = LoopbackEndpoint.inMemory();
    direct = FaultEndpoint.client(engine.uri());
    direct.createTable(
        request ->
            request
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
  }

  @AfterAll
  static void stop() {
    direct.close();
    engine.close();
  }

  @BeforeEach
  void open() {
    endpoint = FaultEndpoint.inFrontOf(engine.uri());
    client = FaultEndpoint.client(endpoint.uri());
  }

  @AfterEach
  void close() {
    client.close();
    endpoint.close();
    for (Map<String, AttributeValue> item : direct.scan(all -> all.tableName(TABLE)).items()) {
      direct.deleteItem(request -> request.tableName(TABLE).key(item));
    }
  }

  private static Map<String, AttributeValue> item(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private static boolean isThere(String id) {
    return direct.getItem(request -> request.tableName(TABLE).key(item(id))).hasItem();
  }

  private void put(String id) {
    client.putItem(request -> request.tableName(TABLE).item(item(id)));
  }

  private SdkException refusedPut(String id) {
    return catchThrowableOfType(SdkException.class, () -> put(id));
  }

  static Stream<Arguments> lastingFaults() {
    return Stream.of(
        Arguments.of(Fault.error(400, "ThrottlingException"), false, ATTEMPTS),
        Arguments.of(Fault.error(500, "InternalServerError"), false, ATTEMPTS),
        Arguments.of(Fault.error(400, "AccessDeniedException"), false, 1),
        Arguments.of(Fault.error(400, "ResourceNotFoundException"), false, 1),
        Arguments.of(Fault.closed(), false, ATTEMPTS),
        Arguments.of(Fault.dropped(), true, ATTEMPTS),
        Arguments.of(Fault.reset(), true, ATTEMPTS),
        Arguments.of(Fault.cut(), true, ATTEMPTS),
        Arguments.of(Fault.garbled(), true, ATTEMPTS),
        Arguments.of(Fault.wrongCheckSum(), true, 1),
        Arguments.of(Fault.errorAfter(503, "ServiceUnavailable"), true, ATTEMPTS),
        Arguments.of(Fault.conflict("TransactionConflict"), false, 1));
  }

  @ParameterizedTest
  @MethodSource("lastingFaults")
  void a_fault_lets_the_engine_do_it_or_not_and_the_client_try_again_or_not(
      Fault fault, boolean applied, int attempts) {
    endpoint.planFrom(1, fault);

    SdkException refused = refusedPut("one");

    assertThat(refused).isNotNull();
    assertThat(endpoint.operations()).hasSize(attempts).containsOnly("PutItem");
    assertThat(isThere("one")).isEqualTo(applied);
  }

  @Test
  void a_plan_is_for_one_call_alone() {
    endpoint.plan(2, Fault.error(400, "AccessDeniedException"));

    put("one");
    SdkException second = refusedPut("two");
    put("three");

    assertThat(second).hasMessageContaining("AccessDenied");
    assertThat(List.of(isThere("one"), isThere("two"), isThere("three")))
        .containsExactly(true, false, true);
  }

  @Test
  void an_answer_is_delayed_after_the_engine_did_it() {
    endpoint.planFrom(1, Fault.delayed(Duration.ofSeconds(2)));

    SdkException late =
        catchThrowableOfType(
            SdkException.class,
            () ->
                client.putItem(
                    request ->
                        request
                            .tableName(TABLE)
                            .item(item("one"))
                            .overrideConfiguration(
                                time -> time.apiCallTimeout(Duration.ofMillis(500)))));

    assertThat(late).isNotNull();
    assertThat(isThere("one")).isTrue();
  }

  @Test
  void a_transaction_is_cancelled_for_the_reason_given_and_nothing_is_written() {
    endpoint.plan(1, Fault.conflict("ThrottlingError"));
    TransactWriteItem[] both =
        Stream.of("one", "two")
            .map(
                id ->
                    TransactWriteItem.builder()
                        .put(put -> put.tableName(TABLE).item(item(id)))
                        .build())
            .toArray(TransactWriteItem[]::new);

    TransactionCanceledException cancelled =
        catchThrowableOfType(
            TransactionCanceledException.class,
            () -> client.transactWriteItems(request -> request.transactItems(both)));

    assertThat(cancelled.cancellationReasons())
        .hasSize(2)
        .extracting(CancellationReason::code)
        .contains("ThrottlingError");
    assertThat(isThere("one") || isThere("two")).isFalse();
  }

  @Test
  void all_keys_but_the_first_come_back_unprocessed() {
    put("one");
    put("two");
    endpoint.clear();
    endpoint.plan(1, Fault.unprocessed());

    BatchGetItemResponse read =
        client.batchGetItem(
            request ->
                request.requestItems(
                    Map.of(
                        TABLE,
                        KeysAndAttributes.builder()
                            .keys(List.of(item("one"), item("two")))
                            .build())));

    assertThat(read.responses().get(TABLE)).containsExactly(item("one"));
    assertThat(read.unprocessedKeys().values())
        .singleElement()
        .extracting(KeysAndAttributes::keys)
        .isEqualTo(List.of(item("two")));
  }

  @ParameterizedTest
  @MethodSource("ways_to_die")
  void who_died_at_a_call_makes_no_further_one(boolean applied) {
    endpoint.dieAt(2, applied);

    put("one");
    SdkException second = refusedPut("two");
    SdkException third = refusedPut("three");

    assertThat(second).isNotNull();
    assertThat(third).isNotNull();
    assertThat(List.of(isThere("one"), isThere("two"), isThere("three")))
        .containsExactly(true, applied, false);
  }

  static Stream<Boolean> ways_to_die() {
    return Stream.of(true, false);
  }

  @Test
  void plans_that_are_cleared_do_nothing() {
    endpoint.plan(1, Fault.closed());
    endpoint.planFrom(1, Fault.closed());
    endpoint.dieAt(1, false);
    endpoint.clear();

    put("one");

    assertThat(isThere("one")).isTrue();
    assertThat(endpoint.operations()).containsExactly("PutItem");
  }

  @Test
  void the_same_seed_makes_the_same_calls_go_wrong_and_another_seed_others() {
    List<Boolean> first = wentWrong(1);

    List<Boolean> again = wentWrong(1);

    assertThat(again).isEqualTo(first).contains(true, false).isNotEqualTo(wentWrong(2));
  }

  private List<Boolean> wentWrong(long seed) {
    endpoint.clear();
    endpoint.planAtRandom(seed, 0.5, List.of(Fault.error(400, "AccessDeniedException")));
    List<Boolean> wrong = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> wrong.add(refusedPut("one") != null));
    return wrong;
  }
}
