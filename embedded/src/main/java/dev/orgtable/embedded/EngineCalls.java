package dev.orgtable.embedded;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * Implements the client by calls to the engine's own client.
 *
 * <p>DynamoDB Local's own client stops the engine when it is closed, does not know its service's
 * name, and throws unusual exceptions from paginators and waiters, on interrupts and on full disks.
 * Here it receives requests only, and all exceptions are the SDK's; the rest is implemented by the
 * interface's default methods or by this class.
 */
final class EngineCalls implements InvocationHandler {

  /** The error code of a request that failed because the engine's file cannot be written. */
  static final String STORAGE_FAILED = "StorageFailed";

  private static final int INSUFFICIENT_STORAGE = 507;

  /** Matches the message of a write that SQLite rolled back by itself, before the engine could. */
  private static final Pattern TAKEN_BACK =
      Pattern.compile("cannot rollback|full|disk|readonly", Pattern.CASE_INSENSITIVE);

  private static final Set<String> WRITES =
      Set.of(
          "putItem",
          "updateItem",
          "deleteItem",
          "batchWriteItem",
          "transactWriteItems",
          "createTable",
          "updateTable",
          "updateTimeToLive",
          "deleteTable");

  private final DynamoDbClient engine;
  private final Storage storage;
  private final Function<Throwable, Optional<SdkException>> ofDatabase;
  private volatile boolean closed;

  /**
   * Creates the calls.
   *
   * @param ofDatabase returns the exception for a failure of the engine's database; empty for any
   *     other failure, which is thrown as it is
   */
  EngineCalls(
      DynamoDbClient engine,
      Storage storage,
      Function<Throwable, Optional<SdkException>> ofDatabase) {
    this.engine = engine;
    this.storage = storage;
    this.ofDatabase = ofDatabase;
  }

  /** Returns a client backed by these calls. */
  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            EngineCalls.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
  }

  /** Refuses every request from now on. */
  void close() {
    closed = true;
  }

  @Override
  public @Nullable Object invoke(Object client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (isRequest(method)) {
      return send(method, arguments);
    }
    return switch (method.getName()) {
      case "close" -> null;
      case "serviceName" -> DynamoDbClient.SERVICE_NAME;
      case "waiter" -> DynamoDbWaiter.builder().client((DynamoDbClient) client).build();
      case "equals" -> arguments != null && client == arguments[0];
      case "hashCode" -> System.identityHashCode(client);
      case "toString" -> "client of an embedded DynamoDB";
      default -> InvocationHandler.invokeDefault(client, method, arguments);
    };
  }

  private static boolean isRequest(Method method) {
    return method.getParameterCount() == 1
        && DynamoDbRequest.class.isAssignableFrom(method.getParameterTypes()[0])
        && !method.getName().endsWith("Paginator");
  }

  private @Nullable Object send(Method method, Object @Nullable [] arguments) throws Throwable {
    if (closed) {
      throw new IllegalStateException("The embedded DynamoDB is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("Thread was interrupted");
    }
    if (method.getName().equals("describeTable")) {
      storage
          .fault()
          .ifPresent(
              fault -> {
                throw storageFailed(fault, null);
              });
    }
    boolean write = WRITES.contains(method.getName());
    try {
      Object answer = method.invoke(engine, arguments);
      if (write) {
        storage.written();
      }
      return answer;
    } catch (InvocationTargetException e) {
      Optional<SdkException> broken = ofDatabase.apply(e.getCause());
      throw broken.isPresent() ? failed(broken.get(), write) : e.getCause();
    }
  }

  private SdkException failed(SdkException broken, boolean write) {
    String reason = String.valueOf(broken.getMessage());
    return write && storage.failed(TAKEN_BACK.matcher(reason).find())
        ? storageFailed(reason, broken)
        : broken;
  }

  /** SQLite rolls back what it could not write. */
  private static DynamoDbException storageFailed(String reason, @Nullable SdkException cause) {
    String message = "The embedded engine cannot write; the disk may be full. " + reason;
    return (DynamoDbException)
        DynamoDbException.builder()
            .message(message)
            .statusCode(INSUFFICIENT_STORAGE)
            .cause(cause)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName(DynamoDbClient.SERVICE_NAME)
                    .errorCode(STORAGE_FAILED)
                    .errorMessage(message)
                    .build())
            .build();
  }
}
