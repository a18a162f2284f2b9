package dev.orgtable.contracts;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A client that runs an action once, just before it sends a request of some kind: a concurrent
 * change by another process, between the read and the write of an operation.
 */
public final class InterleavingClient implements InvocationHandler {

  private static final Set<String> WRITES = Set.of("transactWriteItems", "putItem", "updateItem");

  private final DynamoDbClient client;
  private final Set<String> requests;
  private final Runnable other;
  private final AtomicInteger left;

  private InterleavingClient(
      DynamoDbClient client, Set<String> requests, int which, Runnable other) {
    this.client = client;
    this.requests = requests;
    this.left = new AtomicInteger(which);
    this.other = other;
  }

  /** Returns a client that runs an action before its first write. */
  public static DynamoDbClient beforeWriting(DynamoDbClient client, Runnable other) {
    return before(WRITES, 1, client, other);
  }

  /** Returns a client that runs an action before one of its writes, numbered from 1. */
  public static DynamoDbClient beforeWrite(int which, DynamoDbClient client, Runnable other) {
    return before(WRITES, which, client, other);
  }

  /** Returns a client that runs an action before it reads a single item again. */
  public static DynamoDbClient beforeReadingAgain(DynamoDbClient client, Runnable other) {
    return before(Set.of("getItem"), 2, client, other);
  }

  /** Returns a client that runs an action before its first request of a kind. */
  public static DynamoDbClient before(String request, DynamoDbClient client, Runnable other) {
    return before(Set.of(request), 1, client, other);
  }

  private static DynamoDbClient before(
      Set<String> requests, int which, DynamoDbClient client, Runnable other) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new InterleavingClient(client, requests, which, other));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (requests.contains(method.getName()) && left.decrementAndGet() == 0) {
      other.run();
    }
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
