package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A client that processes half of each batch and returns the rest as unprocessed. */
public final class ReluctantClient {

  private ReluctantClient() {}

  public static DynamoDbClient over(DynamoDbClient client) {
    return over(client, 2);
  }

  /** Returns a client that processes no put of a batch. */
  public static DynamoDbClient refusing(DynamoDbClient client) {
    return over(client, 0);
  }

  private static DynamoDbClient over(DynamoDbClient client, int part) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof BatchGetItemRequest batch) {
                return half(client, batch);
              }
              if (arguments != null && arguments[0] instanceof BatchWriteItemRequest batch) {
                return part(client, batch, part);
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private static Object half(DynamoDbClient client, BatchGetItemRequest batch) {
    Map<String, KeysAndAttributes> now = new HashMap<>();
    Map<String, KeysAndAttributes> later = new HashMap<>();
    batch
        .requestItems()
        .forEach(
            (table, wanted) -> {
              List<Map<String, AttributeValue>> keys = wanted.keys();
              int half = (keys.size() + 1) / 2;
              now.put(table, wanted.toBuilder().keys(keys.subList(0, half)).build());
              if (half < keys.size()) {
                later.put(table, wanted.toBuilder().keys(keys.subList(half, keys.size())).build());
              }
            });
    return client.batchGetItem(batch.toBuilder().requestItems(now).build()).toBuilder()
        .unprocessedKeys(later)
        .build();
  }

  private static Object part(DynamoDbClient client, BatchWriteItemRequest batch, int part) {
    Map<String, List<WriteRequest>> now = new HashMap<>();
    Map<String, List<WriteRequest>> later = new HashMap<>();
    batch
        .requestItems()
        .forEach(
            (table, writes) -> {
              int some = part == 0 ? 0 : (writes.size() + part - 1) / part;
              now.put(table, writes.subList(0, some));
              if (some < writes.size()) {
                later.put(table, writes.subList(some, writes.size()));
              }
            });
    if (part > 0) {
      client.batchWriteItem(batch.toBuilder().requestItems(now).build());
    }
    return BatchWriteItemResponse.builder().unprocessedItems(later).build();
  }
}
