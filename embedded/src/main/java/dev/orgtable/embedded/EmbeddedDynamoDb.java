package dev.orgtable.embedded;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessException;

/**
 * DynamoDB Local embedded in this process, in memory or with a data directory. Opens no network
 * port and sends no telemetry.
 *
 * <p>DynamoDB Local is Amazon's software under its own licence: for your own use with an AWS
 * account, not for redistribution.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {

  private static final boolean TELEMETRY_OFF = true;
  private static final long FIRST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 4000;
  private static final String LOCKED = "database is locked";
  private static final AtomicInteger FAILED_STARTS = new AtomicInteger();

  private final AmazonDynamoDBLocal engine;
  private final EngineCalls calls;
  private final DynamoDbClient client;
  private final DataDirectory directory;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDynamoDb(AmazonDynamoDBLocal engine, DataDirectory directory) {
    this.engine = engine;
    this.calls = new EngineCalls(engine.dynamoDbClient(), new Storage(directory.path()));
    this.client = calls.client();
    this.directory = directory;
  }

  /** Starts an engine in memory; its content is lost when it is closed. */
  public static EmbeddedDynamoDb inMemory() {
    return new EmbeddedDynamoDb(DynamoDBEmbedded.create(TELEMETRY_OFF), DataDirectory.none());
  }

  /**
   * Starts an engine that stores its tables in a directory. Acknowledged writes survive a restart,
   * and a killed process.
   *
   * <p>If the disk is full or not writable, a write fails with the error code {@code StorageFailed}
   * and changes nothing; {@code DescribeTable} fails in the same way until there is space again.
   *
   * @param path the directory; created, accessible to its owner only, if missing
   * @throws IllegalStateException if another engine, in this or another process, uses the
   *     directory, or its database file is empty or not a database of the engine
   * @throws java.io.UncheckedIOException if the directory cannot be created or written; the message
   *     names it
   */
  public static EmbeddedDynamoDb on(Path path) {
    return start(path, DataDirectory.make(path));
  }

  /**
   * Starts an engine on a directory that already has a database; see {@link #on}. Creates nothing.
   *
   * @throws NoDatabase if there is no database
   */
  public static EmbeddedDynamoDb onExisting(Path path) {
    return start(path, DataDirectory.existing(path));
  }

  private static EmbeddedDynamoDb start(Path path, DataDirectory directory) {
    try {
      EmbeddedDynamoDb started = new EmbeddedDynamoDb(start(directory), directory);
      directory.made();
      return started;
    } catch (LocalDBAccessException e) {
      directory.close();
      throw new IllegalStateException(
          "cannot open the database in " + path + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Starts the engine. The database may be locked for a moment, by the engine's own threads or by
   * those of an engine that was just closed; the start is then retried. The engine treats a path
   * that failed once as in use, so each attempt uses another spelling.
   */
  private static AmazonDynamoDBLocal start(DataDirectory directory) {
    for (long pause = FIRST_PAUSE; pause <= LONGEST_PAUSE; pause *= 2) {
      try {
        return startOnce(directory);
      } catch (LocalDBAccessException e) {
        if (!String.valueOf(e.getMessage()).contains(LOCKED)) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
      }
    }
    return startOnce(directory);
  }

  private static AmazonDynamoDBLocal startOnce(DataDirectory directory) {
    try {
      return DynamoDBEmbedded.create(
          directory.database(FAILED_STARTS.get()).toFile(), TELEMETRY_OFF);
    } catch (LocalDBAccessException e) {
      FAILED_STARTS.incrementAndGet();
      throw e;
    }
  }

  /**
   * Returns the client of this engine. Thread-safe; needs no region and no credentials, and has no
   * timeouts and no retries. Closing it has no effect: it is closed with the engine.
   */
  public DynamoDbClient client() {
    return client;
  }

  /** The directory to be opened has no database. */
  public static final class NoDatabase extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoDatabase(String message) {
      super(message);
    }
  }

  /** Stops the engine, which keeps the JVM alive until then. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      calls.close();
      engine.shutdown();
      directory.close();
    }
  }
}
