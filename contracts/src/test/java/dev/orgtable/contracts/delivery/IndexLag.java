package dev.orgtable.contracts.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A client whose index does not show the first item of a partition, once. */
final class IndexLag {

  private IndexLag() {}

  /**
   * Returns the client.
   *
   * @param partitions what the partitions of the index begin with
   * @param lags whether the next page with items lacks the first one; becomes false then
   */
  static DynamoDbClient withoutFirst(DynamoDbClient client, String partitions, AtomicBoolean lags) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              Object answer;
              try {
                answer = method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              boolean lacks =
                  answer instanceof QueryResponse page
                      && page.items().size() > 1
                      && arguments[0] instanceof QueryRequest query
                      && query.expressionAttributeValues().values().stream()
                          .anyMatch(value -> value.s() != null && value.s().startsWith(partitions))
                      && lags.getAndSet(false);
              if (!lacks) {
                return answer;
              }
              QueryResponse page = (QueryResponse) answer;
              return page.toBuilder().items(page.items().subList(1, page.items().size())).build();
            });
  }
}
