package dev.orgtable.dynamodb;

import dev.orgtable.dynamodb.Transaction.Outbox;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table's client, name and settings. Thread-safe; sends no requests by itself. */
public final class Connection {

  /** The pattern of table names (Amazon DynamoDB, Developer Guide, naming rules) and ARNs. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}|arn:\\S{1,1000}");

  private final DynamoDbClient client;
  private final String tableName;
  private final TableSettings settings;
  private final ItemGuard guard;
  private final Failures failures;
  private final TimeLimits limits;
  private final EngineClock engine;
  private final WriteListener writes;
  private final Outbox outbox;

  private Connection(
      DynamoDbClient client,
      String tableName,
      TableSettings settings,
      ItemGuard guard,
      Failures failures,
      EngineClock engine,
      WriteListener writes,
      Outbox outbox) {
    if (!isTableName(tableName)) {
      throw new IllegalArgumentException("not a table name: " + tableName);
    }
    this.client = client;
    this.tableName = tableName;
    this.settings = settings;
    this.guard = guard;
    this.failures = failures;
    this.engine = engine;
    this.writes = writes;
    this.outbox = outbox;
    this.limits = new TimeLimits(client, settings);
  }

  /**
   * Connects to a table without an item guard.
   *
   * @param client a client with the SDK's retries enabled; owned and closed by the caller
   * @param tableName the table's name or ARN
   * @throws IllegalArgumentException if the name is neither a table name nor an ARN
   */
  public static Connection to(DynamoDbClient client, String tableName, TableSettings settings) {
    return new Connection(
        client,
        tableName,
        settings,
        ItemGuard.NONE,
        Failures.STANDARD,
        new EngineClock(settings.clock()),
        WriteListener.NONE,
        Outbox.NONE);
  }

  /** Returns whether a text is a valid table name or ARN. */
  public static boolean isTableName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns this connection with an item guard, which checks the items that are read. */
  public Connection with(ItemGuard other) {
    return new Connection(client, tableName, settings, other, failures, engine, writes, outbox);
  }

  /** Returns this connection with other exceptions for failures of the table. */
  public Connection with(Failures other) {
    return new Connection(client, tableName, settings, guard, other, engine, writes, outbox);
  }

  /** Returns this connection with other settings; the clock is kept. */
  public Connection with(TableSettings other) {
    return new Connection(client, tableName, other, guard, failures, engine, writes, outbox);
  }

  /** Returns this connection with another listener to its writes. */
  public Connection with(WriteListener other) {
    return new Connection(client, tableName, settings, guard, failures, engine, other, outbox);
  }

  /** Returns this connection with another outbox, for the events of its transactions. */
  public Connection emittingTo(Outbox other) {
    return new Connection(client, tableName, settings, guard, failures, engine, writes, other);
  }

  /** Opens the table for one operation, whose deadline starts now. */
  public Table open() {
    Attempts attempts = new Attempts(settings, limits, engine, failures, writes);
    CapacityMeter meter = new CapacityMeter(settings.listener());
    return new Table(client, tableName, meter, attempts, guard, failures, outbox);
  }

  /**
   * Returns the pages of a query. Each page is read on demand, as an operation with a deadline of
   * its own.
   *
   * @param operation the name of the operation: see {@link CostListener#observe}
   */
  public Iterable<ItemPage> pages(String operation, QuerySpec query) {
    return Pages.of(
        query.after(),
        after -> settings.listener().observe(operation, () -> open().query(query.after(after))));
  }

  /** Returns the pages of one segment of a scan of the table, read in the same way. */
  public Iterable<ItemPage> pages(int segment, int segments) {
    return Pages.of(Map.of(), after -> open().scan(segment, segments, after));
  }

  /** Returns the exception to throw for a failed request that was made without {@link #open}. */
  public RuntimeException failure(SdkException e) {
    return FailureKind.of(e) == FailureKind.MISTAKE
        ? FailureKind.mistake(e)
        : FailureKind.unavailable(e, false, failures);
  }

  /** Returns the exception to throw for such a request that got no connection in time. */
  public RuntimeException failure(CancellationException e) {
    return failure(FailureKind.withoutConnection(e));
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

  /** Returns the engine's clock, estimated from its responses. */
  public EngineClock engine() {
    return engine;
  }

  /** Returns the factory of exceptions for failures of the table. */
  public Failures failures() {
    return failures;
  }
}
