package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads at once, on a client whose answers wait for each other. */
final class ParallelReadsTest {

  private static final Key KEY = new Key("a", "b");
  private static final QuerySpec QUERY = QuerySpec.of("a", "");
  private static final Duration ATTEMPT = Duration.ofSeconds(20);

  private final Answers client = new Answers();
  private final List<String> heardOn = new ArrayList<>();

  private Table table(Duration attempt) {
    CostListener costs = report -> heardOn.add(Thread.currentThread().getName());
    return Connection.to(
            client, "table", new TableSettings(Clock.systemUTC(), attempt, attempt, costs))
        .open();
  }

  private Object read(Duration attempt) {
    return ParallelReads.getAndQuery(
        table(attempt), KEY, QUERY, (item, page) -> List.of(item, page.items().size()));
  }

  @Test
  void both_requests_are_under_way_at_once() {
    client.together = new CyclicBarrier(2);

    assertThat(read(ATTEMPT)).isEqualTo(List.of(Optional.empty(), 1));
    assertThat(client.queries).hasValue(1);
  }

  @Test
  void both_are_reported_on_the_thread_of_the_caller() {
    read(ATTEMPT);

    assertThat(heardOn).hasSize(2).containsOnly(Thread.currentThread().getName());
  }

  @Test
  void a_page_that_may_be_much_older_than_the_item_is_read_again() {
    client.delay = Duration.ofMillis(300);

    assertThat(read(Duration.ofMillis(100))).isEqualTo(List.of(Optional.empty(), 1));
    assertThat(client.queries).hasValue(2);
  }

  @Test
  void a_failure_of_the_other_thread_is_thrown() {
    client.failure = new IllegalStateException("broken");

    assertThatThrownBy(() -> read(ATTEMPT)).isSameAs(client.failure);
  }

  /** A client that answers when it is told to. */
  private static final class Answers implements DynamoDbClient {

    private final AtomicInteger queries = new AtomicInteger();
    private CyclicBarrier together = new CyclicBarrier(1);
    private Duration delay = Duration.ZERO;
    private @Nullable RuntimeException failure;

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      meet();
      if (failure != null) {
        throw failure;
      }
      return GetItemResponse.builder().consumedCapacity(used()).build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      queries.incrementAndGet();
      meet();
      return QueryResponse.builder()
          .items(List.of(Map.of("id", AttributeValue.fromS("a"), "rng", AttributeValue.fromS("b"))))
          .consumedCapacity(used())
          .build();
    }

    private static ConsumedCapacity used() {
      return ConsumedCapacity.builder().capacityUnits(1.0).build();
    }

    private void meet() {
      try {
        together.await(10, TimeUnit.SECONDS);
        Thread.sleep(delay.toMillis());
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("the other request was not sent", e);
      }
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
