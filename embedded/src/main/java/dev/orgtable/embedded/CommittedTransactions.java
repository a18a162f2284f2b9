package dev.orgtable.embedded;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessException;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessExceptionType;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/**
 * The database of DynamoDB Local, with transactions that are on disk when they are answered.
 *
 * <p>DynamoDB Local commits a transaction in the background: it answers before that, and ignores
 * when it fails, as on a full disk. Seen in version 3.3.1. Each transaction stores its token, so
 * this class looks for the token afterwards.
 */
final class CommittedTransactions extends SQLiteDBAccess {

  /** The size of the pool that DynamoDB Local gives its own client. */
  private static final int THREADS = 10;

  private CommittedTransactions(File database) {
    super(database);
  }

  /**
   * Opens a database.
   *
   * @return the engine's own client, which ends the engine when it is closed
   * @throws LocalDBAccessException if the database cannot be opened
   * @throws IllegalStateException if this version of DynamoDB Local has no such client
   */
  static DynamoDbClient open(File database) {
    new DynamoDBEmbedded(); // Loads SQLite.
    LocalDBClient engine =
        new LocalDBClient(
            new CommittedTransactions(database),
            new JobsRegister(Executors.newFixedThreadPool(THREADS), false));
    try {
      Constructor<? extends InvocationHandler> handler =
          DDBExceptionMappingInvocationHandler.class.getDeclaredConstructor(LocalDBClient.class);
      handler.setAccessible(true);
      return (DynamoDbClient)
          Proxy.newProxyInstance(
              CommittedTransactions.class.getClassLoader(),
              new Class<?>[] {DynamoDbClient.class},
              handler.newInstance(engine));
    } catch (ReflectiveOperationException e) {
      engine.shutdown();
      throw new IllegalStateException("an unknown version of DynamoDB Local", e);
    }
  }

  /**
   * Commits a transaction.
   *
   * @throws LocalDBAccessException if it was not committed; DynamoDB Local then rolls it back
   */
  @Override
  public void commitTransaction(@Nullable String token, byte[] signature) {
    String stored = token == null ? UUID.randomUUID().toString() : token;
    super.commitTransaction(stored, signature);
    // A transaction of its own, which begins when the engine has done all before it.
    boolean committed = beginTransaction(stored) != null;
    if (!committed) {
      throw new LocalDBAccessException(
          LocalDBAccessExceptionType.UNEXPECTED_EXCEPTION,
          "The transaction could not be written to the disk.");
    }
    rollbackTransaction();
  }
}
