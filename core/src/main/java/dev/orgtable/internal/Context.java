package dev.orgtable.internal;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Connection;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.ParallelScan;
import dev.orgtable.dynamodb.ParallelWork;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.RecordTypes;
import dev.orgtable.internal.record.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What operations are done with.
 *
 * @param connection the way to the table
 * @param limits what operations keep to
 * @param opened the table of an operation that has begun already, if it has
 * @param caller on whose behalf, if that was said: the SHA-256 of the address
 */
public record Context(
    Connection connection, Limits limits, @Nullable Table opened, Optional<String> caller) {

  /**
   * What operations keep to.
   *
   * @param detailsPages how many pages of 1 MB one call may read of a partition
   * @param openInvitations how many invitations of one organisation may be open at once
   * @param invitationMails whether an invitation that is made or resent is to be mailed
   */
  public record Limits(int detailsPages, int openInvitations, boolean invitationMails) {}

  public static Context of(
      DynamoDbClient client, String table, TableSettings settings, Limits limits) {
    if (!Connection.isTableName(table)) {
      throw new InvalidInput(
          "table", "must be a name of 3 to 255 of the characters A-Z a-z 0-9 _ . - or an ARN");
    }
    Connection connection =
        Connection.to(client, table, settings).with(RecordTypes.GUARD).with(new StoreFailures());
    return new Context(connection, limits, null, Optional.empty());
  }

  /** Returns the table for one operation, whose deadline begins now, unless it has begun. */
  public Table open() {
    return opened == null ? connection.open() : opened;
  }

  /** Runs an operation: see {@link Table#run}. */
  public <T> T run(Operation<T> operation) {
    return open().run(operation);
  }

  /** Returns the pages of a query, each read when it is asked for, with a deadline of its own. */
  public Iterable<ItemPage> pages(QuerySpec query) {
    return connection.pages(query);
  }

  /**
   * Returns a scan of the whole table.
   *
   * @throws InvalidInput if there are not 1 to 256 segments
   */
  public ParallelScan scan(int segments) {
    return new ParallelScan(connection, inRange(segments));
  }

  /**
   * Returns work that is divided among threads.
   *
   * @throws InvalidInput if there are not 1 to 256 parts
   */
  public ParallelWork work(int parts) {
    return new ParallelWork(connection.failures(), inRange(parts));
  }

  private static int inRange(int parts) {
    if (parts < 1 || parts > ParallelWork.MOST) {
      throw new InvalidInput("segments", "must be 1 to " + ParallelWork.MOST);
    }
    return parts;
  }

  /** Returns the same, for what is a part of an operation that has begun. */
  public Context within(Table table) {
    return new Context(connection, limits, table, caller);
  }

  /** Returns the same, on somebody's behalf. */
  public Context by(UserId user) {
    return new Context(connection, limits, opened, Optional.of(Sha256.of(user.email())));
  }

  /** Returns the same, with another listener. */
  public Context with(CostListener listener) {
    TableSettings now = connection.settings();
    TableSettings heard =
        new TableSettings(now.clock(), now.deadline(), now.attemptTimeout(), listener);
    return new Context(connection.with(heard), limits, opened, caller);
  }

  /**
   * Returns the same for tools that look at whatever is in the table: an item that cannot be read
   * is handed to them, where an operation is refused.
   */
  public Context tolerant() {
    return new Context(connection.with(RecordTypes.TOLERANT), limits, opened, caller);
  }

  public Instant now() {
    return connection.settings().clock().instant();
  }

  /** Returns how long one operation may take. */
  public Duration deadline() {
    return connection.settings().deadline();
  }

  /** Returns how long one try of one request may take. */
  public Duration attemptTimeout() {
    return connection.settings().attemptTimeout();
  }

  /** Returns the condition that there is no record, or one that has ended by time. */
  public Condition absentOrExpired(Instant now) {
    return clockAgrees() ? Conditions.absentOrExpired(now.getEpochSecond()) : Condition.absent();
  }

  /**
   * Returns whether a time has come, for what cannot be undone then: never while this process's
   * clock is far from the engine's.
   */
  public boolean isOver(Instant end) {
    return !now().isBefore(end) && clockAgrees();
  }

  /** Returns whether this process's clock is right, as far as is known. */
  public boolean clockAgrees() {
    return connection.engine().agrees();
  }

  /**
   * Refuses what cannot be undone while this process's clock may be wrong.
   *
   * @throws ClockSkew if it is more than a minute from the engine's
   */
  public void requireClock() {
    connection
        .engine()
        .tooMuch()
        .ifPresent(
            skew -> {
              throw new ClockSkew(skew);
            });
  }
}
