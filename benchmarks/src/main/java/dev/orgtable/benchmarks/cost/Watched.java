package dev.orgtable.benchmarks.cost;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemSize;
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
 * A client that reports each answered request and its writes to the index. Since DynamoDB Local
 * does not report index writes of transactions, the items are read before and after.
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

  /** Receives reports of answered requests. */
  interface Watcher {

    /**
     * Receives a request with its response.
     *
     * @param units the write units of a transaction, without the index; 0 for other requests
     * @param writes the writes to the index
     */
    void sent(Object request, Object answer, int units, List<Index.Write> writes);
  }

  /** Returns a reporting client for an existing table. */
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

  /** One call of the client. */
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
    int units = request instanceof TransactWriteItemsRequest ? units(before, after) : 0;
    watcher.sent(request, answer, units, writes);
    return answer;
  }

  /** Returns the units of a transaction, which doubles each write. */
  private static int units(
      List<Map<String, AttributeValue>> before, List<Map<String, AttributeValue>> after) {
    int units = 0;
    for (int i = 0; i < before.size(); i++) {
      int bytes = Math.max(ItemSize.of(Item.of(before.get(i))), ItemSize.of(Item.of(after.get(i))));
      units += 2 * Math.max(1, (bytes + Index.WRITE_UNIT - 1) / Index.WRITE_UNIT);
    }
    return units;
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

  /** Returns an item of a transaction, or the key of one. */
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
