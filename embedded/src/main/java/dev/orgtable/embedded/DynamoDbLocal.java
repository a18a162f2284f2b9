package dev.orgtable.embedded;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessException;

/**
 * DynamoDB Local embedded in this process, in memory or with a data directory. Opens no network
 * port and sends no telemetry. Keeps the JVM alive until it is closed.
 *
 * <p>DynamoDB Local is Amazon's software under its own licence: for your own use with an AWS
 * account, not for redistribution.
 */
final class DynamoDbLocal implements Engine {

  private static final boolean TELEMETRY_OFF = true;
  private static final long FIRST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 4000;
  private static final String LOCKED = "database is locked";
  private static final AtomicInteger FAILED_STARTS = new AtomicInteger();

  private final DynamoDbClient engine;
  private final EngineCalls calls;
  private final DynamoDbClient client;
  private final DataDirectory directory;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DynamoDbLocal(DynamoDbClient engine, DataDirectory directory) {
    this.engine = engine;
    this.calls =
        new EngineCalls(
            engine, new Storage(directory.path().orElse(null)), DynamoDbLocal::ofDatabase);
    this.client = calls.client();
    this.directory = directory;
  }

  /**
   * Starts an engine, in memory or on a directory, which is closed with the engine.
   *
   * @throws IllegalStateException if the database cannot be opened
   */
  static DynamoDbLocal start(DataDirectory directory) {
    if (directory.path().isEmpty()) {
      return new DynamoDbLocal(DynamoDBEmbedded.create(TELEMETRY_OFF).dynamoDbClient(), directory);
    }
    try {
      return new DynamoDbLocal(open(directory), directory);
    } catch (LocalDBAccessException e) {
      throw new IllegalStateException("cannot open the database: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the database. It may be locked for a moment, by the engine's own threads or by those of
   * an engine that was just closed; the start is then retried. The engine treats a path that failed
   * once as in use, so each attempt uses another spelling.
   */
  private static DynamoDbClient open(DataDirectory directory) {
    for (long pause = FIRST_PAUSE; pause <= LONGEST_PAUSE; pause *= 2) {
      try {
        return openOnce(directory);
      } catch (LocalDBAccessException e) {
        if (!String.valueOf(e.getMessage()).contains(LOCKED)) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
      }
    }
    return openOnce(directory);
  }

  private static DynamoDbClient openOnce(DataDirectory directory) {
    try {
      return CommittedTransactions.open(directory.database(FAILED_STARTS.get()).toFile());
    } catch (LocalDBAccessException e) {
      FAILED_STARTS.incrementAndGet();
      throw e;
    }
  }

  private static Optional<SdkException> ofDatabase(Throwable failure) {
    return failure instanceof LocalDBAccessException
        ? Optional.of(
            SdkClientException.create(
                "The embedded database failed: " + failure.getMessage(), failure))
        : Optional.empty();
  }

  @Override
  public EngineType type() {
    return EngineType.DYNAMODB_LOCAL;
  }

  @Override
  public DynamoDbClient client() {
    return client;
  }

  @Override
  public Optional<URI> uri() {
    return Optional.empty();
  }

  /** Returns nothing: the build decides its version. */
  @Override
  public Optional<String> warning() {
    return Optional.empty();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      calls.close();
      engine.close();
      directory.close();
    }
  }
}
