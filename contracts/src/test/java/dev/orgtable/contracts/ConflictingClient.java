package dev.orgtable.contracts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A client that randomly reports a conflict with another transaction, as Amazon DynamoDB does and
 * DynamoDB Local never does. A conflicting request is not applied. Some requests are delayed, so
 * that those of several threads interleave.
 */
public final class ConflictingClient {

  private static final long LONGEST_WAIT_NANOS = 20_000_000;
  private static final int BAD_REQUEST = 400;

  private final DynamoDbClient client;
  private final double probability;
  private final ThreadLocal<Random> random;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();

  /**
   * Wraps a client.
   *
   * @param probability the probability of a conflict, for each transaction and each write
   * @param seed the seed of the conflicts; each thread derives a sequence of its own
   */
  public ConflictingClient(DynamoDbClient client, double probability, long seed) {
    this.client = client;
    this.probability = probability;
    AtomicLong threads = new AtomicLong(seed);
    this.random = ThreadLocal.withInitial(() -> new Random(threads.getAndIncrement()));
  }

  /** Returns the client for the store. */
  public DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                if (arguments != null && arguments.length == 1) {
                  meet(arguments[0]);
                }
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Returns the number of requests, including conflicting ones. */
  public long requests() {
    return requests.get();
  }

  /** Returns the number of conflicting requests. */
  public long conflicts() {
    return conflicts.get();
  }

  private void meet(Object request) {
    requests.incrementAndGet();
    if (random.get().nextDouble() < probability) {
      LockSupport.parkNanos(random.get().nextLong(LONGEST_WAIT_NANOS));
    }
    RuntimeException conflict = conflict(request);
    if (conflict != null && random.get().nextDouble() < probability) {
      conflicts.incrementAndGet();
      throw conflict;
    }
  }

  private @Nullable RuntimeException conflict(Object request) {
    if (request instanceof TransactWriteItemsRequest writes) {
      return cancelled(writes.transactItems().size());
    }
    if (request instanceof TransactGetItemsRequest reads) {
      return cancelled(reads.transactItems().size());
    }
    boolean single =
        request instanceof PutItemRequest
            || request instanceof UpdateItemRequest
            || request instanceof DeleteItemRequest;
    return single
        ? TransactionConflictException.builder()
            .message("Transaction is ongoing for the item")
            .statusCode(BAD_REQUEST)
            .build()
        : null;
  }

  private RuntimeException cancelled(int items) {
    int conflicting = random.get().nextInt(items);
    List<CancellationReason> reasons =
        IntStream.range(0, items)
            .mapToObj(i -> i == conflicting ? "TransactionConflict" : "None")
            .map(code -> CancellationReason.builder().code(code).build())
            .toList();
    return TransactionCanceledException.builder()
        .message("Transaction cancelled")
        .statusCode(BAD_REQUEST)
        .cancellationReasons(reasons)
        .build();
  }
}
