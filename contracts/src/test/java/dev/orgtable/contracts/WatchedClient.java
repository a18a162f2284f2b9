package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client that runs an action before each write, with the number of the write, from 1. */
public final class WatchedClient {

  private static final Set<String> WRITES = Set.of("transactWriteItems", "putItem", "updateItem");

  private WatchedClient() {}

  /**
   * Returns a client that runs an action before each write. If the action throws, the write is not
   * sent, and the exception goes to its caller.
   */
  public static DynamoDbClient beforeEachWrite(DynamoDbClient client, IntConsumer watch) {
    AtomicInteger writes = new AtomicInteger();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (WRITES.contains(method.getName())) {
                watch.accept(writes.incrementAndGet());
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
