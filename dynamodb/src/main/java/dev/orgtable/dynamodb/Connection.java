package dev.orgtable.dynamodb;

import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where a table is and how to work on it. Safe for any number of threads; sends nothing by itself.
 */
public final class Connection {

  /** The rule for names (Amazon DynamoDB, Developer Guide, naming rules), or an ARN. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}|arn:\\S{1,1000}");

  private final DynamoDbClient client;
  private final String tableName;
  private final TableSettings settings;
  private final ItemGuard guard;
  private final Failures failures;
  private final TimeLimits limits;
  private final EngineClock engine;

  private Connection(
      DynamoDbClient client,
      String tableName,
      TableSettings settings,
      ItemGuard guard,
      Failures failures,
      EngineClock engine) {
    if (!isTableName(tableName)) {
      throw new IllegalArgumentException("no name of a table: " + tableName);
    }
    this.client = client;
    this.tableName = tableName;
    this.settings = settings;
    this.guard = guard;
    this.failures = failures;
    this.engine = engine;
    this.limits = new TimeLimits(client, settings);
  }

  /**
   * Connects to a table whose items may all be read.
   *
   * @param client the caller's own, with the SDK's retries on; it is never closed here
   * @param tableName the table's name or ARN
   * @throws IllegalArgumentException if it can be neither
   */
  public static Connection to(DynamoDbClient client, String tableName, TableSettings settings) {
    return new Connection(
        client,
        tableName,
        settings,
        ItemGuard.NONE,
        Failures.STANDARD,
        new EngineClock(settings.clock()));
  }

  /** Returns whether a text can be the name or the ARN of a table. */
  public static boolean isTableName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the same, which lets a guard judge what is read. */
  public Connection with(ItemGuard other) {
    return new Connection(client, tableName, settings, other, failures, engine);
  }

  /** Returns the same, which throws other exceptions where the table fails. */
  public Connection with(Failures other) {
    return new Connection(client, tableName, settings, guard, other, engine);
  }

  /** Returns the same with other settings but for the clock. */
  public Connection with(TableSettings other) {
    return new Connection(client, tableName, other, guard, failures, engine);
  }

  /** Returns the table for one operation, whose deadline begins now. */
  public Table open() {
    Attempts attempts = new Attempts(settings, limits, engine, failures);
    return new Table(client, tableName, settings, attempts, guard, failures);
  }

  /** Returns the pages of a query, each read when it is asked for, with a deadline of its own. */
  public Iterable<ItemPage> pages(QuerySpec query) {
    return Pages.of(query.after(), after -> open().query(query.after(after)));
  }

  /** Returns what to throw for a request that was made without {@link #open}, and failed. */
  public RuntimeException failure(SdkException e) {
    return FailureKind.of(e) == FailureKind.MISTAKE
        ? FailureKind.mistake(e)
        : FailureKind.unavailable(e, false, failures);
  }

  /** Returns the client. */
  public DynamoDbClient client() {
    return client;
  }

  /** Returns the table's name or ARN. */
  public String tableName() {
    return tableName;
  }

  /** Returns the settings. */
  public TableSettings settings() {
    return settings;
  }

  /** Returns the engine's clock, as its answers tell it. */
  public EngineClock engine() {
    return engine;
  }

  /** Returns the exceptions for what goes wrong with the table itself. */
  public Failures failures() {
    return failures;
  }
}
