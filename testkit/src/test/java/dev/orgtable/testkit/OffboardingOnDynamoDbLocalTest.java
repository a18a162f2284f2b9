package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class OffboardingOnDynamoDbLocalTest extends OffboardingContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
