package dev.orgtable.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/**
 * DynamoDB Local in this process, in memory or in a directory. Opens no network port and sends no
 * telemetry.
 *
 * <p>DynamoDB Local is Amazon's and comes under its own licence: for one's own use with an AWS
 * account, not to be passed on.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {

  private static final boolean TELEMETRY_OFF = true;
  private static final String DATABASE = "orgtable.db";

  private final AmazonDynamoDBLocal engine;
  private final DynamoDbClient client;
  private final DataDirectory directory;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDynamoDb(AmazonDynamoDBLocal engine, DataDirectory directory) {
    this.engine = engine;
    this.client = engine.dynamoDbClient();
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
   * @param path made if it is missing, then for its owner alone
   * @throws IllegalStateException if another engine, of this or another process, has the directory
   * @throws java.io.UncheckedIOException if it cannot be made or written; the message names it
   */
  public static EmbeddedDynamoDb on(Path path) {
    DataDirectory directory = DataDirectory.open(path);
    return new EmbeddedDynamoDb(
        DynamoDBEmbedded.create(path.resolve(DATABASE).toFile(), TELEMETRY_OFF), directory);
  }

  /**
   * Returns the client of this engine, for any number of threads. It needs no region and no
   * credentials.
   */
  public DynamoDbClient client() {
    return client;
  }

  /** Stops the engine. Closing twice does nothing more. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      engine.shutdown();
      directory.close();
    }
  }
}
