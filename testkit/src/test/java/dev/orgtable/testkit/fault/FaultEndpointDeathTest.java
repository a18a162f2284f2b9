package dev.orgtable.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orgtable.testkit.LoopbackEngine;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Simulated crashes of a client's process, and closing the endpoint. */
@Tag("faults")
final class FaultEndpointDeathTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Probe probe = new Probe();

  @AfterEach
  void close() {
    probe.close();
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 2"})
  void death_at_a_call_lets_nothing_more_through_whoever_calls(boolean applied, int count) {
    probe.endpoint().dieAt(2, applied);
    probe.add("a");

    assertThatThrownBy(() -> probe.add("a")).isInstanceOf(SdkClientException.class);

    assertThat(probe.applied("a")).isEqualTo(count);
    try (DynamoDbClient another = FaultEndpoint.client(probe.endpoint().uri())) {
      assertThatThrownBy(another::listTables).isInstanceOf(SdkClientException.class);
      assertThatThrownBy(() -> probe.add("a")).isInstanceOf(SdkClientException.class);
    }
    assertThat(probe.applied("a")).isEqualTo(count);
    assertThat(probe.endpoint().operations()).containsExactly("UpdateItem", "UpdateItem");
  }

  @ParameterizedTest
  @CsvSource({"false, 19", "true, 20"})
  void death_at_a_call_lets_nothing_more_through_of_clients_at_once(boolean applied, int count) {
    probe.endpoint().dieAt(20, applied);

    fromThreads(12, 60, this::addIfAlive);

    assertThat(probe.calls()).isEqualTo(20);
    assertThat(probe.applied("a")).isEqualTo(count);
  }

  @Test
  void clearing_forgets_a_death_that_was_and_one_that_was_to_come() {
    probe.endpoint().dieAt(1, false);
    assertThatThrownBy(() -> probe.add("a")).isInstanceOf(SdkClientException.class);
    probe.endpoint().dieAt(2, false);

    probe.endpoint().clear();

    probe.add("a");
    probe.add("a");
    assertThat(probe.calls()).isEqualTo(2);
    assertThat(probe.applied("a")).isEqualTo(2);
  }

  @Test
  void endpoints_before_one_engine_know_nothing_of_each_other() {
    probe.endpoint().planFrom(1, Fault.closed());

    try (FaultEndpoint other = FaultEndpoint.inFrontOf(LoopbackEngine.uri());
        DynamoDbClient client = FaultEndpoint.client(other.uri())) {
      client.putItem(request -> request.tableName(probe.table()).item(Probe.item("a")));

      assertThat(other.operations()).containsExactly("PutItem");
    }

    assertThat(probe.calls()).isZero();
    assertThat(probe.has("a")).isTrue();
  }

  @Test
  void a_closed_endpoint_lets_nothing_through_not_even_on_a_connection_that_was_open() {
    probe.add("a");

    probe.endpoint().close();

    assertThatThrownBy(() -> probe.add("a")).isInstanceOf(SdkClientException.class);
    assertThat(probe.applied("a")).isEqualTo(1);
  }

  @Test
  void closing_the_endpoint_ends_the_connections_that_are_open() throws IOException {
    probe.add("a");
    URI uri = probe.endpoint().uri();
    try (Socket connection = new Socket(uri.getHost(), uri.getPort())) {
      connection.setSoTimeout((int) PATIENCE.toMillis());
      probe.endpoint().close();

      Throwable end = catchThrowable(() -> connection.getInputStream().read());

      assertThat(end)
          .satisfiesAnyOf(
              ended -> assertThat(ended).isNull(),
              reset -> assertThat(reset).isInstanceOf(SocketException.class));
    }
  }

  /** Runs an action a number of times on several threads, and waits for all. */
  private static void fromThreads(int number, int times, Runnable task) {
    ExecutorService threads = Executors.newFixedThreadPool(number);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, times)
                  .mapToObj(i -> CompletableFuture.runAsync(task, threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
  }

  private void addIfAlive() {
    try {
      probe.add("a");
    } catch (SdkClientException dead) {
      // Expected.
    }
  }
}
