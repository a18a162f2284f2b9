package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client that runs actions between requests: after the response to one and before the next. */
public final class MeanwhileClient {

  private MeanwhileClient() {}

  /**
   * Creates a client that runs each action once, in order: one after each response or exception of
   * a kind.
   *
   * @param kind selects the responses and exceptions
   */
  public static DynamoDbClient after(
      DynamoDbClient client, Predicate<Object> kind, Runnable... meanwhile) {
    AtomicInteger happened = new AtomicInteger();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              Object answer = answer(client, method, arguments);
              if (kind.test(answer) && happened.get() < meanwhile.length) {
                meanwhile[happened.getAndIncrement()].run();
              }
              if (answer instanceof Throwable refused) {
                throw refused;
              }
              return answer;
            });
  }

  private static Object answer(DynamoDbClient client, Method method, Object[] arguments)
      throws IllegalAccessException {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      return e.getTargetException();
    }
  }
}
