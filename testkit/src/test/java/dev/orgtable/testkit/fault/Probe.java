package dev.orgtable.testkit.fault;

import dev.orgtable.testkit.LoopbackEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A table, a fault endpoint in front of its engine, and a client of each: shows what the plain SDK
 * sees through the endpoint, and what the engine did.
 */
final class Probe implements AutoCloseable {

  private static final String NAME = "name";
  private static final String ADD_ONE = "ADD applied :one";
  private static final Map<String, AttributeValue> ONE = Map.of(":one", AttributeValue.fromN("1"));

  private final String table = "fault-" + UUID.randomUUID();
  private final DynamoDbClient direct = FaultEndpoint.client(LoopbackEngine.uri());
  private final FaultEndpoint endpoint = FaultEndpoint.inFrontOf(LoopbackEngine.uri());
  private final DynamoDbClient client = FaultEndpoint.client(endpoint.uri());

  Probe() {
    direct.createTable(
        request ->
            request
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(NAME)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName(NAME).keyType(KeyType.HASH).build()));
  }

  String table() {
    return table;
  }

  FaultEndpoint endpoint() {
    return endpoint;
  }

  /** Returns the client of the endpoint. */
  DynamoDbClient client() {
    return client;
  }

  /** Returns the number of calls that reached the endpoint. */
  int calls() {
    return endpoint.operations().size();
  }

  static Map<String, AttributeValue> item(String name) {
    return Map.of(NAME, AttributeValue.fromS(name));
  }

  /** Puts an item directly into the engine. */
  void store(String name) {
    direct.putItem(request -> request.tableName(table).item(item(name)));
  }

  /** Returns whether the engine has an item, read directly. */
  boolean has(String name) {
    return !stored(name).isEmpty();
  }

  /** Returns how often the engine applied {@link #add} or {@link #addAll}, read directly. */
  int applied(String name) {
    AttributeValue zero = AttributeValue.fromN("0");
    return Integer.parseInt(stored(name).getOrDefault("applied", zero).n());
  }

  private Map<String, AttributeValue> stored(String name) {
    return direct
        .getItem(request -> request.tableName(table).key(item(name)).consistentRead(true))
        .item();
  }

  /** Increments a number: a single write that reveals a duplicate. */
  void add(String name) {
    client.updateItem(addition(name));
  }

  /** Increments a number, with a time limit per attempt. */
  void add(String name, Duration attempt) {
    client.updateItem(
        addition(name).toBuilder()
            .overrideConfiguration(limits -> limits.apiCallAttemptTimeout(attempt))
            .build());
  }

  private UpdateItemRequest addition(String name) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(item(name))
        .updateExpression(ADD_ONE)
        .expressionAttributeValues(ONE)
        .build();
  }

  /** Increments several numbers in a transaction. */
  void addAll(String... names) {
    List<TransactWriteItem> updates = List.of(names).stream().map(this::part).toList();
    client.transactWriteItems(request -> request.transactItems(updates));
  }

  private TransactWriteItem part(String name) {
    Update update =
        Update.builder()
            .tableName(table)
            .key(item(name))
            .updateExpression(ADD_ONE)
            .expressionAttributeValues(ONE)
            .build();
    return TransactWriteItem.builder().update(update).build();
  }

  /** Puts an item that must not exist. */
  void create(String name) {
    client.putItem(
        request ->
            request
                .tableName(table)
                .item(item(name))
                .conditionExpression("attribute_not_exists(#name)")
                .expressionAttributeNames(Map.of("#name", NAME)));
  }

  /** Reads an item: a call without side effects. */
  void read(String name) {
    client.getItem(request -> request.tableName(table).key(item(name)));
  }

  BatchGetItemResponse batchGet(Map<String, KeysAndAttributes> keys) {
    return client.batchGetItem(request -> request.requestItems(keys));
  }

  /** Returns the keys of a batch read. */
  Map<String, KeysAndAttributes> keys(String... names) {
    List<Map<String, AttributeValue>> keys = List.of(names).stream().map(Probe::item).toList();
    return Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
  }

  @Override
  public void close() {
    direct.deleteTable(request -> request.tableName(table));
    client.close();
    endpoint.close();
    direct.close();
  }
}
