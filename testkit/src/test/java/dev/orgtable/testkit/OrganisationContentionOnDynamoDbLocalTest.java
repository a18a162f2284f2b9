package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class OrganisationContentionOnDynamoDbLocalTest extends OrganisationContentionContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
