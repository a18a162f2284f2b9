package dev.orgtable.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Faults specific to transactions and batches. */
@Tag("faults")
final class FaultOfManyItemsTest {

  private static final Fault CONFLICT = Fault.conflict("TransactionConflict");

  private final Probe probe = new Probe();

  @AfterEach
  void close() {
    probe.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "ConditionalCheckFailed",
        "ValidationError"
      })
  void a_transaction_is_cancelled_for_the_chosen_reason_of_its_last_item(String reason) {
    probe.endpoint().planFrom(1, Fault.conflict(reason));

    TransactionCanceledException failure =
        catchThrowableOfType(TransactionCanceledException.class, () -> probe.addAll("a", "b", "c"));

    assertThat(failure.cancellationReasons())
        .extracting(CancellationReason::code)
        .containsExactly("None", "None", reason);
    assertThat(failure.numAttempts()).isEqualTo(1);
    assertThat(probe.endpoint().operations()).containsExactly("TransactWriteItems");
    assertThat(List.of("a", "b", "c")).noneMatch(probe::has);
  }

  @Test
  void a_transaction_that_reads_is_cancelled_likewise() {
    probe.endpoint().planFrom(1, CONFLICT);
    List<TransactGetItem> reads = List.of("a", "b").stream().map(this::get).toList();

    TransactionCanceledException failure =
        catchThrowableOfType(
            TransactionCanceledException.class,
            () -> probe.client().transactGetItems(request -> request.transactItems(reads)));

    assertThat(failure.cancellationReasons())
        .extracting(CancellationReason::code)
        .containsExactly("None", "TransactionConflict");
    assertThat(probe.calls()).isEqualTo(1);
  }

  @Test
  void a_transaction_cancelled_once_is_not_tried_again_by_the_sdk_but_can_be_by_its_caller() {
    probe.endpoint().plan(1, CONFLICT);
    assertThatThrownBy(() -> probe.addAll("a")).isInstanceOf(TransactionCanceledException.class);

    probe.addAll("a");

    assertThat(probe.calls()).isEqualTo(2);
    assertThat(probe.applied("a")).isEqualTo(1);
  }

  @Test
  void a_single_put_in_conflict_is_not_applied_and_not_tried_again() {
    probe.endpoint().planFrom(1, CONFLICT);

    assertConflict(() -> probe.create("a"));

    assertThat(probe.has("a")).isFalse();
  }

  @Test
  void a_single_update_in_conflict_is_not_applied_and_not_tried_again() {
    probe.endpoint().planFrom(1, CONFLICT);

    assertConflict(() -> probe.add("a"));

    assertThat(probe.has("a")).isFalse();
  }

  @Test
  void a_single_delete_in_conflict_is_not_applied_and_not_tried_again() {
    probe.store("a");
    probe.endpoint().planFrom(1, CONFLICT);

    assertConflict(
        () ->
            probe
                .client()
                .deleteItem(request -> request.tableName(probe.table()).key(Probe.item("a"))));

    assertThat(probe.has("a")).isTrue();
  }

  @Test
  void a_read_passes_a_conflict() {
    probe.store("a");
    probe.endpoint().planFrom(1, CONFLICT);

    BatchGetItemResponse batch = probe.batchGet(probe.keys("a", "b"));
    List<Map<String, AttributeValue>> scan =
        probe.client().scan(request -> request.tableName(probe.table())).items();

    assertThat(batch.responses().get(probe.table())).containsExactly(Probe.item("a"));
    assertThat(scan).containsExactly(Probe.item("a"));
  }

  @Test
  void of_several_keys_only_the_first_is_read_and_the_others_come_back_as_they_were_asked() {
    List.of("a", "b", "c").forEach(probe::store);
    probe.endpoint().planFrom(1, Fault.unprocessed());

    BatchGetItemResponse response = probe.batchGet(probe.keys("a", "b", "c"));

    assertThat(response.responses().get(probe.table())).containsExactly(Probe.item("a"));
    assertThat(response.unprocessedKeys()).isEqualTo(probe.keys("b", "c"));
    assertThat(probe.calls()).isEqualTo(1);
  }

  @Test
  void unprocessed_keys_asked_again_are_read_one_by_one_while_the_fault_lasts() {
    List.of("a", "b", "c").forEach(probe::store);
    probe.endpoint().planFrom(1, Fault.unprocessed());

    List<Map<String, AttributeValue>> read = new ArrayList<>();
    Map<String, KeysAndAttributes> left = probe.keys("a", "b", "c");
    while (!left.isEmpty()) {
      BatchGetItemResponse response = probe.batchGet(left);
      read.addAll(response.responses().get(probe.table()));
      left = response.unprocessedKeys();
    }

    assertThat(read).containsExactly(Probe.item("a"), Probe.item("b"), Probe.item("c"));
    assertThat(probe.calls()).isEqualTo(3);
  }

  @Test
  void the_paginator_of_the_sdk_ends_as_every_page_reads_one_key() {
    List.of("a", "b", "c").forEach(probe::store);
    probe.endpoint().planFrom(1, Fault.unprocessed());

    List<BatchGetItemResponse> pages =
        probe
            .client()
            .batchGetItemPaginator(request -> request.requestItems(probe.keys("a", "b", "c")))
            .stream()
            .toList();

    assertThat(pages).hasSize(3);
    assertThat(probe.calls()).isEqualTo(3);
  }

  @Test
  void a_batch_that_writes_is_never_unprocessed() {
    probe.endpoint().planFrom(1, Fault.unprocessed());

    BatchWriteItemResponse response =
        probe
            .client()
            .batchWriteItem(
                request -> request.requestItems(Map.of(probe.table(), puts("a", "b", "c"))));

    assertThat(response.unprocessedItems()).isEmpty();
    assertThat(List.of("a", "b", "c")).allMatch(probe::has);
  }

  @Test
  void a_single_write_is_never_unprocessed() {
    probe.endpoint().planFrom(1, Fault.unprocessed());

    probe.add("a");

    assertThat(probe.calls()).isEqualTo(1);
    assertThat(probe.applied("a")).isEqualTo(1);
  }

  private TransactGetItem get(String name) {
    return TransactGetItem.builder()
        .get(get -> get.tableName(probe.table()).key(Probe.item(name)))
        .build();
  }

  private static List<WriteRequest> puts(String... names) {
    return List.of(names).stream()
        .map(name -> WriteRequest.builder().putRequest(put -> put.item(Probe.item(name))).build())
        .toList();
  }

  private void assertConflict(Runnable write) {
    TransactionConflictException failure =
        catchThrowableOfType(TransactionConflictException.class, write::run);
    assertThat(failure.numAttempts()).isEqualTo(1);
    assertThat(probe.calls()).isEqualTo(1);
  }
}
