package dev.orgtable.store;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The requests of DynamoDB's API for one table. */
final class Requests {

  /**
   * The attribute that tells, in an item written alone and not repeatable, which change wrote it
   * last.
   */
  static final String CHANGE = "change";

  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String table;
  private final ReturnConsumedCapacity capacity;

  Requests(String table, ReturnConsumedCapacity capacity) {
    this.table = table;
    this.capacity = capacity;
  }

  String tableName() {
    return table;
  }

  AwsRequestOverrideConfiguration within(Deadline deadline, Duration attempt) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(deadline.left())
        .apiCallAttemptTimeout(attempt)
        .build();
  }

  GetItemRequest.Builder get(Key key, Consistency consistency) {
    return GetItemRequest.builder()
        .tableName(table)
        .key(key.attributes())
        .consistentRead(consistency == Consistency.STRONG)
        .returnConsumedCapacity(capacity);
  }

  Map<String, KeysAndAttributes> batch(Collection<Key> keys, Consistency consistency) {
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .keys(keys.stream().map(Key::attributes).toList())
            .consistentRead(consistency == Consistency.STRONG)
            .build();
    return Map.of(table, wanted);
  }

  BatchGetItemRequest.Builder batch(Map<String, KeysAndAttributes> keys) {
    return BatchGetItemRequest.builder().requestItems(keys).returnConsumedCapacity(capacity);
  }

  TransactGetItemsRequest.Builder snapshot(List<TransactGetItem> gets) {
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
      condition += " AND begins_with(" + rng + ", :prefix)";
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

  ScanRequest.Builder scan(int segment, int segments, Map<String, AttributeValue> after) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .segment(segment)
            .totalSegments(segments)
            .returnConsumedCapacity(capacity);
    return after.isEmpty() ? request : request.exclusiveStartKey(after);
  }

  /** Returns the one write of a transaction as a plain conditional write. */
  Function<AwsRequestOverrideConfiguration, Optional<Item>> single(
      DynamoDbClient client, Meter meter, Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    if (action.item().isPresent()) {
      PutItemRequest.Builder request = put(transaction, action);
      return time -> {
        meter.written(
            client.putItem(request.overrideConfiguration(time).build()).consumedCapacity());
        return Optional.empty();
      };
    }
    UpdateItemRequest.Builder request = update(transaction, action);
    return time -> {
      var response = client.updateItem(request.overrideConfiguration(time).build());
      meter.written(response.consumedCapacity());
      return Optional.of(Item.of(response.attributes()));
    };
  }

  private PutItemRequest.Builder put(Transaction transaction, Transaction.Action action) {
    Item item = action.item().orElseThrow();
    PutItemRequest.Builder request =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                (transaction.isRepeatable() ? item : item.with(CHANGE, transaction.token()))
                    .attributes())
            .conditionExpression(action.condition().expression())
            .returnValuesOnConditionCheckFailure(OLD)
            .returnConsumedCapacity(capacity);
    return action.condition().values().isEmpty()
        ? request
        : request.expressionAttributeValues(action.condition().values());
  }

  private UpdateItemRequest.Builder update(Transaction transaction, Transaction.Action action) {
    Change change = action.change().orElseThrow();
    Change marked = transaction.isRepeatable() ? change : change.set(CHANGE, transaction.token());
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(action.key().attributes())
        .updateExpression(marked.expression())
        .conditionExpression(action.condition().expression())
        .expressionAttributeValues(values(action))
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(OLD)
        .returnConsumedCapacity(capacity);
  }

  TransactWriteItemsRequest.Builder all(Transaction transaction) {
    return TransactWriteItemsRequest.builder()
        .transactItems(transaction.actions().stream().map(this::write).toList())
        .clientRequestToken(transaction.token())
        .returnConsumedCapacity(capacity);
  }

  private TransactWriteItem write(Transaction.Action action) {
    Map<String, AttributeValue> values = values(action);
    Map<String, AttributeValue> none = values.isEmpty() ? null : values;
    String condition = action.condition().expression();
    return switch (action.kind()) {
      case PUT ->
          TransactWriteItem.builder()
              .put(
                  put ->
                      put.tableName(table)
                          .item(action.item().orElseThrow().attributes())
                          .conditionExpression(condition)
                          .expressionAttributeValues(none)
                          .returnValuesOnConditionCheckFailure(OLD))
              .build();
      case UPDATE ->
          TransactWriteItem.builder()
              .update(
                  update ->
                      update
                          .tableName(table)
                          .key(action.key().attributes())
                          .updateExpression(action.change().orElseThrow().expression())
                          .conditionExpression(condition)
                          .expressionAttributeValues(none)
                          .returnValuesOnConditionCheckFailure(OLD))
              .build();
      case DELETE ->
          TransactWriteItem.builder()
              .delete(
                  delete ->
                      delete
                          .tableName(table)
                          .key(action.key().attributes())
                          .conditionExpression(condition)
                          .expressionAttributeValues(none)
                          .returnValuesOnConditionCheckFailure(OLD))
              .build();
      case REQUIRE ->
          TransactWriteItem.builder()
              .conditionCheck(
                  check ->
                      check
                          .tableName(table)
                          .key(action.key().attributes())
                          .conditionExpression(condition)
                          .expressionAttributeValues(none)
                          .returnValuesOnConditionCheckFailure(OLD))
              .build();
    };
  }

  private static Map<String, AttributeValue> values(Transaction.Action action) {
    Map<String, AttributeValue> values = new LinkedHashMap<>(action.condition().values());
    action.change().ifPresent(change -> values.putAll(change.values()));
    return values;
  }
}
