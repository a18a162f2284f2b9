package dev.orgtable.benchmarks.cost;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A client that tells of each request that was answered, and what it wrote to the index: DynamoDB
 * Local does not tell that of a transaction, so the items are read before and after.
 */
final class Watched {

  private final DynamoDbClient client;
  private final String table;
  private final Index index;
  private final Watcher watcher;

  private Watched(DynamoDbClient client, String table, Watcher watcher) {
    this.client = client;
    this.table = table;
    this.index = Index.of(client.describeTable(of -> of.tableName(table)).table());
    this.watcher = watcher;
  }

  /** Is told of each request that was answered. */
  interface Watcher {

    /** Takes a request with its answer and what it wrote to the index. */
    void sent(Object request, Object answer, List<Index.Write> writes);
  }

  /** Returns a client that tells, for a table that is there. */
  static DynamoDbClient client(DynamoDbClient client, String table, Watcher watcher) {
    Watched watched = new Watched(client, table, watcher);
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                return arguments == null || arguments.length != 1
                    ? method.invoke(client, arguments)
                    : watched.send(arguments[0], () -> method.invoke(client, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A call of the client. */
  private interface Call {
    Object answer() throws ReflectiveOperationException;
  }

  private Object send(Object request, Call call) throws ReflectiveOperationException {
    List<Map<String, AttributeValue>> keys = written(request);
    List<Map<String, AttributeValue>> before = read(keys);
    Object answer = call.answer();
    List<Map<String, AttributeValue>> after = read(keys);
    List<Index.Write> writes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      writes.addAll(index.writes(before.get(i), after.get(i)));
    }
    watcher.sent(request, answer, writes);
    return answer;
  }

  private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    return keys.stream()
        .map(key -> client.getItem(of -> of.tableName(table).key(key).consistentRead(true)).item())
        .toList();
  }

  private static List<Map<String, AttributeValue>> written(Object request) {
    Stream<Map<String, AttributeValue>> items = Stream.of();
    if (request instanceof PutItemRequest put) {
      items = Stream.of(put.item());
    } else if (request instanceof UpdateItemRequest update) {
      items = Stream.of(update.key());
    } else if (request instanceof TransactWriteItemsRequest all) {
      items = all.transactItems().stream().map(Watched::item);
    }
    return items.map(item -> key(item)).toList();
  }

  /** Returns an item, or the key of one, that a transaction names. */
  static Map<String, AttributeValue> item(TransactWriteItem write) {
    if (write.put() != null) {
      return write.put().item();
    } else if (write.update() != null) {
      return write.update().key();
    } else if (write.delete() != null) {
      return write.delete().key();
    }
    return write.conditionCheck().key();
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(
        "id",
        Objects.requireNonNull(item.get("id")),
        "rng",
        Objects.requireNonNull(item.get("rng")));
  }
}
