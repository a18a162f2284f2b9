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
 * DynamoDB Local in this process, in memory or in a directory. Opens no network port and sends no
 * telemetry.
 *
 * <p>DynamoDB Local is Amazon's and comes under its own licence: for one's own use with an AWS
 * account, not to be passed on.
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

  /** Starts an engine that keeps nothing once it is closed. */
  public static EmbeddedDynamoDb inMemory() {
    return new EmbeddedDynamoDb(DynamoDBEmbedded.create(TELEMETRY_OFF), DataDirectory.none());
  }

  /**
   * Starts an engine that keeps its tables in a directory. What was acknowledged is there again
   * after a restart, and after the process was killed.
   *
   * <p>When the disk is full or cannot be written, a write fails with the error code {@code
   * StorageFailed} and changes nothing; {@code DescribeTable} fails alike until there is room
   * again.
   *
   * @param path made if it is missing, then for its owner alone
   * @throws IllegalStateException if another engine, of this or another process, has the directory,
   *     or what is in it is no database of the engine, an empty file included
   * @throws java.io.UncheckedIOException if it cannot be made or written; the message names it
   */
  public static EmbeddedDynamoDb on(Path path) {
    return start(path, DataDirectory.make(path));
  }

  /**
   * Starts an engine on a directory that holds its database already; see {@link #on}. Makes
   * nothing.
   *
   * @throws NoDatabase if there is none
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
          "the database in " + path + " cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Starts the engine. Its own threads can meet at the database while it starts, or those of an
   * engine that was just closed still hold it: the start then fails as locked, and is tried again.
   * What failed once is held for in use by the engine, so the next attempt spells the name anew.
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
   * Returns the client of this engine, for any number of threads. It needs no region and no
   * credentials, and knows no time-outs and no retries. Closing it does nothing: it is closed with
   * the engine.
   */
  public DynamoDbClient client() {
    return client;
  }

  /** A directory that holds no database, where one was to be opened. */
  public static final class NoDatabase extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoDatabase(String message) {
      super(message);
    }
  }

  /**
   * Stops the engine; until then it keeps the JVM from exiting. Closing twice does nothing more.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      calls.close();
      engine.shutdown();
      directory.close();
    }
  }
}
