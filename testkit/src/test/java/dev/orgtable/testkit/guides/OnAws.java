package dev.orgtable.testkit.guides;

import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The code of {@code docs/guides/aws.md}. */
final class OnAws {

  private OnAws() {}

  static Orgtable connect() {
    DynamoDbClient client =
        DynamoDbClient.builder()
            .region(Region.EU_WEST_1)
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(100))
            .overrideConfiguration(Settings.DEFAULT.clientLimits())
            .build();
    return Orgtable.on(client, "orgtable");
  }
}
