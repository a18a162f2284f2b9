package dev.orgtable.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Requests that wait for a connection of the client's pool. */
final class FullPoolContract {

  private static final int CALLERS = 4;
  private static final Settings BRIEF =
      Settings.DEFAULT.withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(200));

  @Test
  void a_call_without_a_connection_in_time_reports_the_table_as_unavailable() throws Exception {
    assertUnavailable(orgtable -> orgtable.users().get(EmailAddress.of("ann@example.com")));
  }

  @Test
  void a_request_for_the_table_description_reports_it_too() throws Exception {
    assertUnavailable(orgtable -> orgtable.schema().describe());
  }

  private static void assertUnavailable(Consumer<Orgtable> operation) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try (ServerSocket silent = new ServerSocket(0, CALLERS, InetAddress.getLoopbackAddress());
        DynamoDbClient client = client(silent.getLocalPort())) {
      Orgtable orgtable = Orgtable.on(client, "table", BRIEF);

      List<Future<Throwable>> failures = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        failures.add(threads.submit(() -> catchThrowable(() -> operation.accept(orgtable))));
      }

      for (Future<Throwable> each : failures) {
        assertThat(each.get()).isInstanceOf(Unavailable.class);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static DynamoDbClient client(int port) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(
            all ->
                all.apiCallTimeout(BRIEF.deadline()).apiCallAttemptTimeout(BRIEF.attemptTimeout()))
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(1))
        .build();
  }
}
