package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class OrganisationsOnDynamoDbLocalTest extends OrganisationsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
