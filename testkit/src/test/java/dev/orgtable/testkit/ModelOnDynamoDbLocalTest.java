package dev.orgtable.testkit;

import dev.orgtable.testkit.model.ModelContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ModelOnDynamoDbLocalTest extends ModelContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
