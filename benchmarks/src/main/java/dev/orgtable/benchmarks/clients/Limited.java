package dev.orgtable.benchmarks.clients;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/**
 * A client that sends batch reads with new limits per request, or with those of the underlying
 * client. The request is copied in both cases, so that only the limits differ.
 */
final class Limited implements DynamoDbClient {

  private static final Duration CALL = Duration.ofSeconds(9);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private final DynamoDbClient client;
  private final boolean each;

  Limited(DynamoDbClient client, boolean each) {
    this.client = client;
    this.each = each;
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return client.batchGetItem(request.toBuilder().overrideConfiguration(limits()).build());
  }

  private @Nullable AwsRequestOverrideConfiguration limits() {
    return each
        ? AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(CALL)
            .apiCallAttemptTimeout(ATTEMPT)
            .build()
        : null;
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return client.serviceClientConfiguration();
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }
}
