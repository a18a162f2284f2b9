package dev.orgtable.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A client that lets something happen meanwhile: after one request was answered, before the next.
 */
final class MeanwhileClient {

  private MeanwhileClient() {}

  /** Lets it happen once, after the first answer of a kind. */
  static DynamoDbClient after(DynamoDbClient client, Predicate<Object> kind, Runnable meanwhile) {
    AtomicBoolean happened = new AtomicBoolean();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(client, arguments);
                if (kind.test(answer) && happened.compareAndSet(false, true)) {
                  meanwhile.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
