package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/** Builds the requests to DynamoDB for one table. */
final class Requests {

  /**
   * The maximum number of items per scan request. Without a limit, DynamoDB Local reads the rest of
   * the table before it returns the first 1 MB.
   */
  private static final int SCANNED = 1000;

  /** The maximum number of keys of a batch read (Amazon DynamoDB, API reference, BatchGetItem). */
  static final int MOST_KEYS_A_BATCH = 100;

  /**
   * Sorts after every id and address that can follow a prefix. If nothing matches a prefix, {@code
   * begins_with} makes DynamoDB Local read the whole partition; a range does not.
   */
  private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

  /**
   * The attribute with the token of the last change, in items written by single writes that are not
   * idempotent.
   */
  static final String CHANGE = "change";

  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String table;
  private final @Nullable ReturnConsumedCapacity capacity;
  private final ItemGuard guard;

  Requests(String table, @Nullable ReturnConsumedCapacity capacity, ItemGuard guard) {
    this.table = table;
    this.guard = guard;
    this.capacity = capacity;
  }

  String table() {
    return table;
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

  QueryRequest.Builder query(QuerySpec query) {
    QuerySpec.Index index = query.index();
    Expression names = new Expression(new Key(query.partition(), query.prefix()), guard);
    String partition = names.name(index == null ? Key.ID : index.partition());
    String sort = index == null ? Key.RNG : index.sort();
    String condition = partition + " = " + text(names, query.partition());
    if (!query.prefix().isEmpty()) {
      condition += " AND " + beginning(names, names.name(sort), query);
    }
    if (!query.upTo().isEmpty()) {
      condition += " AND " + names.name(sort) + " <= " + text(names, query.upTo());
    }
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(index == null)
            .keyConditionExpression(condition)
            .scanIndexForward(query.descending() ? false : null)
            .expressionAttributeNames(names.names())
            .expressionAttributeValues(names.values())
            .returnConsumedCapacity(capacity);
    if (index != null) {
      request.indexName(index.name());
    }
    if (query.limit() > 0) {
      request.limit(query.limit());
    }
    return query.after().isEmpty() ? request : request.exclusiveStartKey(query.after());
  }

  /** In the table, a prefix is followed by ids and addresses; in an index, by any text. */
  private static String beginning(Expression names, String sort, QuerySpec query) {
    if (query.index() != null) {
      return "begins_with(" + sort + ", " + text(names, query.prefix()) + ")";
    }
    String last = query.prefix() + HIGHEST;
    String from = query.descending() ? query.prefix() : begun(query, last, query.prefix());
    String to = query.descending() ? begun(query, last, last) : last;
    return sort + " BETWEEN " + text(names, from) + " AND " + text(names, to);
  }

  /**
   * Returns the bound at which a range begins. A query that is continued begins at the key to
   * continue after: both embedded engines would otherwise read the range from its beginning to this
   * key.
   */
  private static String begun(QuerySpec query, String last, String fresh) {
    return Optional.ofNullable(query.after().get(Key.RNG))
        .map(AttributeValue::s)
        .filter(after -> after.startsWith(query.prefix()) && !after.startsWith(last))
        .orElse(fresh);
  }

  private static String text(Expression names, String text) {
    return names.value(AttributeValue.fromS(text));
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

  /** Returns unconditional puts and deletions. */
  Map<String, List<WriteRequest>> writes(Collection<Item> items, Collection<Key> deletions) {
    List<WriteRequest> all = new ArrayList<>(items.size() + deletions.size());
    for (Item item : items) {
      all.add(WriteRequest.builder().putRequest(put -> put.item(item.attributes())).build());
    }
    for (Key key : deletions) {
      all.add(WriteRequest.builder().deleteRequest(delete -> delete.key(key.attributes())).build());
    }
    return Map.of(table, all);
  }

  BatchWriteItemRequest.Builder writes(Map<String, List<WriteRequest>> writes) {
    return BatchWriteItemRequest.builder().requestItems(writes).returnConsumedCapacity(capacity);
  }

  /** Returns the transaction's only put as a plain conditional write. */
  PutItemRequest.Builder put(Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    Item item = Objects.requireNonNull(action.item());
    Expression names = new Expression(action.key(), guard);
    return PutItemRequest.builder()
        .tableName(table)
        .item(
            transaction.isRepeatable()
                ? item.attributes()
                : item.change().with(CHANGE, transaction.token()).build().attributes())
        .conditionExpression(action.condition().render(names))
        .expressionAttributeValues(names.values())
        .expressionAttributeNames(names.names())
        .returnValuesOnConditionCheckFailure(OLD)
        .returnConsumedCapacity(capacity);
  }

  /** Returns the transaction's only update as a plain conditional write. */
  UpdateItemRequest.Builder update(Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    Change change = Objects.requireNonNull(action.change());
    Expression names = new Expression(action.key(), guard);
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(action.key().attributes())
        .updateExpression(
            (transaction.isRepeatable() ? change : change.set(CHANGE, transaction.token()))
                .render(names))
        .conditionExpression(action.condition().render(names))
        .expressionAttributeValues(names.values())
        .expressionAttributeNames(names.names())
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
    Expression names = new Expression(action.key(), guard);
    String condition = action.condition().render(names);
    TransactWriteItem.Builder write = TransactWriteItem.builder();
    switch (action.kind()) {
      case PUT ->
          write.put(
              put ->
                  put.tableName(table)
                      .item(Objects.requireNonNull(action.item()).attributes())
                      .conditionExpression(condition)
                      .expressionAttributeValues(names.values())
                      .expressionAttributeNames(names.names())
                      .returnValuesOnConditionCheckFailure(OLD));
      case UPDATE ->
          write.update(
              update ->
                  update
                      .tableName(table)
                      .key(action.key().attributes())
                      .updateExpression(Objects.requireNonNull(action.change()).render(names))
                      .conditionExpression(condition)
                      .expressionAttributeValues(names.values())
                      .expressionAttributeNames(names.names())
                      .returnValuesOnConditionCheckFailure(OLD));
      case DELETE ->
          write.delete(
              delete ->
                  delete
                      .tableName(table)
                      .key(action.key().attributes())
                      .conditionExpression(condition)
                      .expressionAttributeValues(names.values())
                      .expressionAttributeNames(names.names())
                      .returnValuesOnConditionCheckFailure(OLD));
      case REQUIRE ->
          write.conditionCheck(
              check ->
                  check
                      .tableName(table)
                      .key(action.key().attributes())
                      .conditionExpression(condition)
                      .expressionAttributeValues(names.values())
                      .expressionAttributeNames(names.names())
                      .returnValuesOnConditionCheckFailure(OLD));
    }
    return write.build();
  }
}
