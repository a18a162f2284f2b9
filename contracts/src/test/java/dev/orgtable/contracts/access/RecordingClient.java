package dev.orgtable.contracts.access;

import dev.orgtable.contracts.WatchedClient;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** A client that passes each request to a consumer before it is sent. */
final class RecordingClient {

  private RecordingClient() {}

  static DynamoDbClient of(DynamoDbClient client, Consumer<DynamoDbRequest> requests) {
    return WatchedClient.of(
        client,
        (method, request) -> {
          if (request != null) {
            requests.accept(request);
          }
        });
  }
}
