package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** A client that fails at one of its requests as if the process had died there. */
public final class DyingClient {

  private DyingClient() {}

  /** Simulates the death of the process; nothing catches this error. */
  public static final class Died extends RuntimeException {
    public Died(int call) {
      super("died at call " + call);
    }
  }

  /**
   * Creates a client that dies at one request.
   *
   * @param call the number of the request, from 1
   * @param applied whether the engine still applies that request
   */
  public static DynamoDbClient at(int call, boolean applied, DynamoDbClient client) {
    AtomicInteger left = new AtomicInteger(call);
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              boolean dies = isRequest(arguments) && left.decrementAndGet() == 0;
              if (dies && !applied) {
                throw new Died(call);
              }
              Object answer;
              try {
                answer = method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (dies) {
                throw new Died(call);
              }
              return answer;
            });
  }

  private static boolean isRequest(Object @Nullable [] arguments) {
    return arguments != null && arguments[0] instanceof DynamoDbRequest;
  }
}
