package dev.orgtable.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** A client that reads half of a batch's keys, and hands back the rest as unprocessed. */
final class ReluctantClient {

  private ReluctantClient() {}

  static DynamoDbClient over(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof BatchGetItemRequest batch) {
                return half(client, batch);
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
}
