package dev.orgtable.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A client that lets something else happen, once, just before its first request of some kinds is
 * passed on: what another process may do between the reading and the writing of an operation.
 */
final class InterleavingClient implements InvocationHandler {

  private static final Set<String> WRITES = Set.of("transactWriteItems", "putItem", "updateItem");

  private final DynamoDbClient client;
  private final Set<String> requests;
  private final Runnable other;
  private final AtomicBoolean happened = new AtomicBoolean();

  private InterleavingClient(DynamoDbClient client, Set<String> requests, Runnable other) {
    this.client = client;
    this.requests = requests;
    this.other = other;
  }

  /** Returns a client that lets something happen before its first write. */
  static DynamoDbClient beforeWriting(DynamoDbClient client, Runnable other) {
    return before(WRITES, client, other);
  }

  /** Returns a client that lets something happen before its first query. */
  static DynamoDbClient beforeQuerying(DynamoDbClient client, Runnable other) {
    return before(Set.of("query"), client, other);
  }

  private static DynamoDbClient before(
      Set<String> requests, DynamoDbClient client, Runnable other) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new InterleavingClient(client, requests, other));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (requests.contains(method.getName()) && happened.compareAndSet(false, true)) {
      other.run();
    }
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
