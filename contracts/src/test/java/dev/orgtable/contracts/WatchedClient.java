package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Clients that run an action before they pass a call on to another client. */
public final class WatchedClient {

  private static final Set<String> WRITES = Set.of("transactWriteItems", "putItem", "updateItem");

  private WatchedClient() {}

  /** An action before a call. If it throws, the call is not made, and its caller gets that. */
  @FunctionalInterface
  public interface Watch {
    /**
     * Runs the action.
     *
     * @param method the name of the client's method
     * @param request the request; null for a method without one
     */
    void before(String method, @Nullable DynamoDbRequest request) throws Exception;
  }

  /** Returns a client that runs an action before each call. */
  public static DynamoDbClient of(DynamoDbClient client, Watch watch) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              watch.before(method.getName(), request(arguments));
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static @Nullable DynamoDbRequest request(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length == 1
            && arguments[0] instanceof DynamoDbRequest request
        ? request
        : null;
  }

  /** Returns a client that runs an action before each write, with its number, from 1. */
  public static DynamoDbClient beforeEachWrite(DynamoDbClient client, IntConsumer watch) {
    AtomicInteger writes = new AtomicInteger();
    return of(
        client,
        (method, request) -> {
          if (WRITES.contains(method)) {
            watch.accept(writes.incrementAndGet());
          }
        });
  }
}
