package dev.orgtable.contracts;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Several engines as one, each with some of the tables: a transaction locks a whole DynamoDB Local,
 * so that contracts on one of them wait for each other while processors are idle.
 */
final class ManyEngines {

  private ManyEngines() {}

  /** Returns a client that sends each request to the engine of its table. */
  static DynamoDbClient client(List<DynamoDbClient> engines) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            ManyEngines.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              String table = table(arguments);
              if (table == null && method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              int engine = table == null ? 0 : Math.floorMod(table.hashCode(), engines.size());
              try {
                return method.invoke(engines.get(engine), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static @Nullable String table(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length == 1
            && arguments[0] instanceof DynamoDbRequest request
        ? tables(request).findFirst().orElse(null)
        : null;
  }

  private static Stream<String> tables(DynamoDbRequest request) {
    if (request instanceof BatchGetItemRequest batch) {
      return batch.requestItems().keySet().stream();
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return batch.requestItems().keySet().stream();
    }
    if (request instanceof TransactGetItemsRequest snapshot) {
      return snapshot.transactItems().stream().map(item -> item.get().tableName());
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      return transaction.transactItems().stream().map(ManyEngines::table);
    }
    return request.getValueForField("TableName", String.class).stream();
  }

  private static String table(TransactWriteItem write) {
    if (write.put() != null) {
      return write.put().tableName();
    }
    if (write.update() != null) {
      return write.update().tableName();
    }
    return write.delete() != null ? write.delete().tableName() : write.conditionCheck().tableName();
  }
}
