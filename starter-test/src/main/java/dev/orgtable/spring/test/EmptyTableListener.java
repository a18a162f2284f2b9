package dev.orgtable.spring.test;

import dev.orgtable.embedded.Engine;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Empties the tables of the engine in memory before each test method, and no others. */
final class EmptyTableListener extends AbstractTestExecutionListener {

  /** Before the listener of Spring Security, whose order is 10000 and which adds members. */
  private static final int ORDER = 9000;

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    if (test.hasApplicationContext()) {
      ApplicationContext context = test.getApplicationContext();
      if (context.containsBean(TestEngineAutoConfiguration.ENGINE)) {
        empty(context.getBean(TestEngineAutoConfiguration.ENGINE, Engine.class).client());
      }
    }
  }

  private static void empty(DynamoDbClient client) {
    for (String table : client.listTablesPaginator().tableNames()) {
      client
          .scanPaginator(scan -> scan.tableName(table).projectionExpression("id, rng"))
          .items()
          .forEach(key -> client.deleteItem(delete -> delete.tableName(table).key(key)));
    }
  }
}
