package dev.orgtable.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The requests of DynamoDB's API for one table. */
final class Requests {

  /**
   * How many items a scan reads in one request at most. Without a limit, DynamoDB Local goes
   * through all that is left of the table before it answers with 1 MB of it.
   */
  private static final int SCANNED = 1000;

  /** The most keys of one batch read (Amazon DynamoDB, API reference, BatchGetItem). */
  static final int MOST_KEYS_A_BATCH = 100;

  /**
   * Sorts after every id and every address that can follow a prefix. Where nothing begins with a
   * prefix, {@code begins_with} has DynamoDB Local go through the whole partition; a range does
   * not.
   */
  private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

  /**
   * The attribute that tells, in an item written alone and not repeatable, which change wrote it
   * last.
   */
  static final String CHANGE = "change";

  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String table;
  private final @Nullable ReturnConsumedCapacity capacity;

  Requests(String table, @Nullable ReturnConsumedCapacity capacity) {
    this.table = table;
    this.capacity = capacity;
  }

  GetItemRequest.Builder get(Key key, Consistency consistency) {
    return GetItemRequest.builder()
        .tableName(table)
        .key(key.attributes())
        .consistentRead(consistency == Consistency.STRONG)
        .returnConsumedCapacity(capacity);
  }

  Map<String, KeysAndAttributes> batch(Collection<Key> keys, Consistency consistency) {
    List<Map<String, AttributeValue>> all = new ArrayList<>(keys.size());
    for (Key key : keys) {
      all.add(key.attributes());
    }
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .keys(all)
            .consistentRead(consistency == Consistency.STRONG)
            .build();
    return Map.of(table, wanted);
  }

  BatchGetItemRequest.Builder batch(Map<String, KeysAndAttributes> keys) {
    return BatchGetItemRequest.builder().requestItems(keys).returnConsumedCapacity(capacity);
  }

  TransactGetItemsRequest.Builder snapshot(List<Key> keys) {
    List<TransactGetItem> gets = new ArrayList<>(keys.size());
    for (Key key : keys) {
      Get get = Get.builder().tableName(table).key(key.attributes()).build();
      gets.add(TransactGetItem.builder().get(get).build());
    }
    return TransactGetItemsRequest.builder().transactItems(gets).returnConsumedCapacity(capacity);
  }

  QueryRequest.Builder query(SliceRequest slice) {
    String id = slice.directory() ? Directory.PARTITION : "id";
    String rng = slice.directory() ? Directory.SORT : "rng";
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":id", AttributeValue.fromS(slice.partition()));
    String condition = id + " = :id";
    if (!slice.prefix().isEmpty()) {
      values.put(":prefix", AttributeValue.fromS(slice.prefix()));
      condition += " AND " + beginning(rng, slice, values);
    }
    if (!slice.upTo().isEmpty()) {
      values.put(":upTo", AttributeValue.fromS(slice.upTo()));
      condition += " AND " + rng + " <= :upTo";
    }
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(!slice.directory())
            .keyConditionExpression(condition)
            .expressionAttributeValues(values)
            .returnConsumedCapacity(capacity);
    if (slice.directory()) {
      request.indexName(Directory.INDEX);
    }
    if (slice.limit() > 0) {
      request.limit(slice.limit());
    }
    return slice.after().isEmpty() ? request : request.exclusiveStartKey(slice.after());
  }

  /** In the table, ids and addresses follow a prefix; in the index, any text. */
  private static String beginning(
      String rng, SliceRequest slice, Map<String, AttributeValue> values) {
    if (slice.directory()) {
      return "begins_with(" + rng + ", :prefix)";
    }
    values.put(":last", AttributeValue.fromS(slice.prefix() + HIGHEST));
    return rng + " BETWEEN :prefix AND :last";
  }

  ScanRequest.Builder scan(int segment, int segments, Map<String, AttributeValue> after) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .segment(segment)
            .totalSegments(segments)
            .limit(SCANNED)
            .returnConsumedCapacity(capacity);
    return after.isEmpty() ? request : request.exclusiveStartKey(after);
  }

  /** Returns the puts of some items, whatever stands under their keys. */
  Map<String, List<WriteRequest>> puts(Collection<Item> items) {
    return Map.of(
        table,
        items.stream()
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item.attributes())))
            .map(WriteRequest.Builder::build)
            .toList());
  }

  BatchWriteItemRequest.Builder writes(Map<String, List<WriteRequest>> puts) {
    return BatchWriteItemRequest.builder().requestItems(puts).returnConsumedCapacity(capacity);
  }

  /** Returns the one put of a transaction as a plain conditional write. */
  PutItemRequest.Builder put(Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    Item item = action.item().orElseThrow();
    if (!transaction.isRepeatable()) {
      item.with(CHANGE, transaction.token());
    }
    return PutItemRequest.builder()
        .tableName(table)
        .item(item.attributes())
        .conditionExpression(action.condition().expression())
        .expressionAttributeValues(values(action))
        .expressionAttributeNames(names(action))
        .returnValuesOnConditionCheckFailure(OLD)
        .returnConsumedCapacity(capacity);
  }

  /** Returns the one update of a transaction as a plain conditional write. */
  UpdateItemRequest.Builder update(Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    Change change = action.change().orElseThrow();
    if (!transaction.isRepeatable()) {
      change.set(CHANGE, transaction.token());
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(action.key().attributes())
        .updateExpression(change.expression())
        .conditionExpression(action.condition().expression())
        .expressionAttributeValues(values(action))
        .expressionAttributeNames(names(action))
        .returnValuesOnConditionCheckFailure(OLD)
        .returnConsumedCapacity(capacity);
  }

  TransactWriteItemsRequest.Builder all(Transaction transaction) {
    List<TransactWriteItem> writes = new ArrayList<>(transaction.size());
    for (Transaction.Action action : transaction.actions()) {
      writes.add(write(action));
    }
    return TransactWriteItemsRequest.builder()
        .transactItems(writes)
        .clientRequestToken(transaction.token())
        .returnConsumedCapacity(capacity);
  }

  private TransactWriteItem write(Transaction.Action action) {
    String condition = action.condition().expression();
    @Nullable Map<String, AttributeValue> values = values(action);
    @Nullable Map<String, String> names = names(action);
    TransactWriteItem.Builder write = TransactWriteItem.builder();
    switch (action.kind()) {
      case PUT ->
          write.put(
              put ->
                  put.tableName(table)
                      .item(action.item().orElseThrow().attributes())
                      .conditionExpression(condition)
                      .expressionAttributeValues(values)
                      .expressionAttributeNames(names)
                      .returnValuesOnConditionCheckFailure(OLD));
      case UPDATE ->
          write.update(
              update ->
                  update
                      .tableName(table)
                      .key(action.key().attributes())
                      .updateExpression(action.change().orElseThrow().expression())
                      .conditionExpression(condition)
                      .expressionAttributeValues(values)
                      .expressionAttributeNames(names)
                      .returnValuesOnConditionCheckFailure(OLD));
      case DELETE ->
          write.delete(
              delete ->
                  delete
                      .tableName(table)
                      .key(action.key().attributes())
                      .conditionExpression(condition)
                      .expressionAttributeValues(values)
                      .expressionAttributeNames(names)
                      .returnValuesOnConditionCheckFailure(OLD));
      case REQUIRE ->
          write.conditionCheck(
              check ->
                  check
                      .tableName(table)
                      .key(action.key().attributes())
                      .conditionExpression(condition)
                      .expressionAttributeValues(values)
                      .expressionAttributeNames(names)
                      .returnValuesOnConditionCheckFailure(OLD));
    }
    return write.build();
  }

  /**
   * Returns the values of both expressions; null if there is none, since DynamoDB refuses an empty
   * map.
   */
  private static @Nullable Map<String, AttributeValue> values(Transaction.Action action) {
    Map<String, AttributeValue> values = action.condition().values(action.key());
    action.change().ifPresent(change -> values.putAll(change.values()));
    return values.isEmpty() ? null : values;
  }

  /** Returns the names of a condition; null if there is none, as for values. */
  private static @Nullable Map<String, String> names(Transaction.Action action) {
    Map<String, String> names = action.condition().names();
    return names.isEmpty() ? null : names;
  }
}
