package dev.orgtable.embedded;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessException;

/**
 * The calls of a client, passed on to the engine's own.
 *
 * <p>The engine's own client ends the engine when it is closed, does not know its service's name,
 * and throws foreign exceptions from paginators and waiters, for interrupts and full disks. Here
 * only requests reach it, and all exceptions are the SDK's; all else is answered by the interface's
 * default methods or by this class.
 */
final class EngineCalls implements InvocationHandler {
  private final DynamoDbClient engine;
  private volatile boolean closed;

  EngineCalls(DynamoDbClient engine) {
    this.engine = engine;
  }

  /** Returns a client whose calls these are. */
  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            EngineCalls.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
  }

  /** Refuses every request from now on. */
  void close() {
    closed = true;
  }

  @Override
  public @Nullable Object invoke(Object client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (isRequest(method)) {
      return send(method, arguments);
    }
    return switch (method.getName()) {
      case "close" -> null;
      case "serviceName" -> DynamoDbClient.SERVICE_NAME;
      case "waiter" -> DynamoDbWaiter.builder().client((DynamoDbClient) client).build();
      case "equals" -> arguments != null && client == arguments[0];
      case "hashCode" -> System.identityHashCode(client);
      case "toString" -> "client of an embedded DynamoDB";
      default -> InvocationHandler.invokeDefault(client, method, arguments);
    };
  }

  private static boolean isRequest(Method method) {
    return method.getParameterCount() == 1
        && DynamoDbRequest.class.isAssignableFrom(method.getParameterTypes()[0])
        && !method.getName().endsWith("Paginator");
  }

  private @Nullable Object send(Method method, Object @Nullable [] arguments) throws Throwable {
    if (closed) {
      throw new IllegalStateException("The embedded DynamoDB is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("Thread was interrupted");
    }
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof LocalDBAccessException broken
          ? SdkClientException.create("The embedded database failed, a full disk perhaps", broken)
          : e.getCause();
    }
  }
}
