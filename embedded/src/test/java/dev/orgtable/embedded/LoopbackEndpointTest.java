package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Endpoints on DynamoDB Local, several in one process. */
final class LoopbackEndpointTest {

  private static final int OTHERS = 300;
  private static final int THREADS = 4;

  private static DynamoDbClient client(LoopbackEndpoint endpoint) {
    return DynamoDbClient.builder()
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(endpoint.uri())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  @Test
  void an_endpoint_answers_while_others_are_created() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (LoopbackEndpoint first = LoopbackEndpoint.inMemory();
        DynamoDbClient client = client(first)) {
      List<Future<?>> requests = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        requests.add(
            threads.submit(
                () -> {
                  while (!end.get()) {
                    client.listTables();
                  }
                }));
      }
      for (int i = 0; i < OTHERS; i++) {
        LoopbackEndpoint.inMemory().close();
      }
      end.set(true);

      for (Future<?> each : requests) {
        assertThatCode(each::get).doesNotThrowAnyException();
      }
    } finally {
      end.set(true);
      threads.shutdownNow();
    }
  }
}
