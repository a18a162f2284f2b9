package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The contract of an engine's client, apart from requests. */
@ParameterizedClass
@MethodSource("dev.orgtable.embedded.Available#engines")
final class EngineClientTest {

  private final Engine engine;
  private final DynamoDbClient client;

  EngineClientTest(Engines engines) {
    engine = engines.inMemory();
    client = engine.client();
  }

  @BeforeEach
  void create() {
    new Numbers(client).create();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void closing_the_client_leaves_it_usable() {
    client.close();

    new Numbers(client).add(1);
    assertThat(new Numbers(client).all()).containsExactly(1);
    assertThat(engine.client()).isSameAs(client);
  }

  @Test
  void a_closed_engine_refuses_requests() {
    engine.close();

    assertThatThrownBy(() -> new Numbers(client).all()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void paginators_and_waiters_throw_the_exceptions_of_the_sdk() {
    assertThatThrownBy(() -> client.scanPaginator(scan -> scan.tableName("none")).iterator().next())
        .isInstanceOf(ResourceNotFoundException.class);
    try (DynamoDbWaiter waiter = client.waiter()) {
      waiter.waitUntilTableNotExists(describe -> describe.tableName("none"));
    }
  }

  @Test
  void an_interrupted_thread_is_told_by_the_exception_of_the_sdk_and_stays_interrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new Numbers(client).all()).isInstanceOf(AbortedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(new Numbers(client).all()).isEmpty();
  }

  @Test
  void the_client_answers_what_every_object_answers() {
    assertThat(client.serviceName()).isEqualTo("dynamodb");
    assertThat(client).hasToString("client of an embedded DynamoDB").isEqualTo(client);
  }
}
