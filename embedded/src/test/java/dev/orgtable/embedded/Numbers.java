package dev.orgtable.embedded;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A table of numbers, for checking what an engine stores. */
final class Numbers {

  private static final String TABLE = "numbers";

  private final DynamoDbClient client;

  Numbers(DynamoDbClient client) {
    this.client = client;
  }

  Numbers create() {
    client.createTable(
        request ->
            request
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.N)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
    return this;
  }

  boolean isThere() {
    return client.listTables().tableNames().contains(TABLE);
  }

  void add(int number) {
    client.putItem(request -> request.tableName(TABLE).item(item(number)));
  }

  void addInTransaction(int number) {
    Put put = Put.builder().tableName(TABLE).item(item(number)).build();
    client.transactWriteItems(
        request -> request.transactItems(TransactWriteItem.builder().put(put).build()));
  }

  Set<Integer> all() {
    Set<Integer> all = new TreeSet<>();
    for (Map<String, AttributeValue> item :
        client.scanPaginator(request -> request.tableName(TABLE)).items()) {
      all.add(Integer.valueOf(item.getOrDefault("id", AttributeValue.fromN("-1")).n()));
    }
    return all;
  }

  private static Map<String, AttributeValue> item(int number) {
    return Map.of("id", AttributeValue.fromN(Integer.toString(number)));
  }
}
