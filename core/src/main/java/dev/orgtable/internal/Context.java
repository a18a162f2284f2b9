package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Connection;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.dynamodb.WriteListener;
import dev.orgtable.dynamodb.parallel.ParallelScan;
import dev.orgtable.dynamodb.parallel.ParallelWork;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Origin;
import dev.orgtable.internal.event.Journal;
import dev.orgtable.internal.event.StoredOrigin;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The context of operations: the connection, the limits and the caller.
 *
 * @param connection the connection to the table
 * @param limits the limits of operations
 * @param memberships what checks have read, shared by all contexts made of this one
 * @param roles the roles of the application in memory, shared in the same way
 * @param journal writes events
 * @param opened the table of the operation under way; null if there is none
 * @param caller the SHA-256 of the caller's address, if given
 */
public record Context(
    Connection connection,
    Limits limits,
    MembershipCache memberships,
    RolesCache roles,
    Journal journal,
    @Nullable Table opened,
    Optional<String> caller) {

  /**
   * The limits of operations.
   *
   * @param detailsPages the maximum number of 1 MB pages that one call reads of a partition
   * @param openInvitations the maximum number of open invitations per organisation
   * @param invitationMails whether creating or resending an invitation schedules a mail
   */
  public record Limits(int detailsPages, int openInvitations, boolean invitationMails) {}

  public static Context of(
      DynamoDbClient client, String table, TableSettings settings, Limits limits) {
    if (!Connection.isTableName(table)) {
      throw new InvalidInput(
          "table", "must be a name of 3 to 255 of the characters A-Z a-z 0-9 _ . - or an ARN");
    }
    MembershipCache memberships = new MembershipCache();
    RolesCache roles = new RolesCache();
    WriteListener caches =
        keys -> {
          memberships.wrote(keys);
          roles.wrote(keys);
        };
    Connection connection =
        Connection.to(client, table, settings)
            .with(RecordTypes.GUARD)
            .with(new StoreFailures())
            .with(caches);
    Journal journal = Journal.of(connection);
    return new Context(
        connection.emittingTo(journal),
        limits,
        memberships,
        roles,
        journal,
        null,
        Optional.empty());
  }

  /**
   * Returns the table of the operation under way, or opens it for a new operation, whose deadline
   * starts now.
   */
  public Table open() {
    return opened == null ? connection.open() : opened;
  }

  /**
   * Runs an operation: see {@link Table#run}.
   *
   * @param name the name of the operation for metrics and traces, such as {@code users.create}
   */
  public <T> T run(String name, Operation<T> operation) {
    return observe(name, table -> table.run(operation));
  }

  /**
   * Runs the steps of an operation on the table, observed by the listener.
   *
   * @param name the name of the operation for metrics and traces, such as {@code users.get}
   */
  public <T extends @Nullable Object> T observe(String name, Function<Table, T> steps) {
    return connection.settings().listener().observe(name, () -> steps.apply(open()));
  }

  /** Writes a transaction as an operation: see {@link Table#write}. */
  public void write(String name, Transaction transaction) {
    observe(
        name,
        table -> {
          table.write(transaction);
          return true;
        });
  }

  /** Returns the pages of a query. Each page is read on demand, with a deadline of its own. */
  public Iterable<ItemPage> pages(String name, QuerySpec query) {
    return connection.pages(name, query);
  }

  /**
   * Returns a scan of the whole table.
   *
   * @throws InvalidInput unless there are 1 to 256 segments
   */
  public ParallelScan scan(int segments) {
    return new ParallelScan(connection, inRange(segments));
  }

  /**
   * Returns work that is divided among parallel threads.
   *
   * @throws InvalidInput unless there are 1 to 256 parts
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

  /** Returns this context for a part of the operation under way. */
  public Context within(Table table) {
    return new Context(connection, limits, memberships, roles, journal, table, caller);
  }

  /** Returns this context on behalf of a caller. */
  public Context by(EmailAddress user) {
    Optional<String> hash = Optional.of(Sha256.of(user.value()));
    return new Context(connection, limits, memberships, roles, journal, opened, hash);
  }

  /**
   * Returns this context for changes of an origin, which is asked for on the thread that writes.
   */
  public Context from(Supplier<Origin> origin) {
    return with(journal.from(origin));
  }

  /** Returns this context for changes by an actor, for the same cause. */
  public Context as(Actor actor) {
    return from(() -> new Origin(actor, journal.origin().cause()));
  }

  /** Returns this context for changes by the same actor, with a cause. */
  public Context because(Cause cause) {
    return from(() -> new Origin(journal.origin().actor(), cause));
  }

  private Context with(Journal other) {
    if (opened != null) {
      opened.emitTo(other);
    }
    return new Context(
        connection.emittingTo(other), limits, memberships, roles, other, opened, caller);
  }

  /** Returns a new job, with who starts it. */
  public JobRecord job(Job.Kind kind, Key source, long estimate) {
    return JobRecord.of(
        kind, source, estimate, now(), caller, StoredOrigin.ofJob(journal.origin()));
  }

  /** Returns this context with another listener. */
  public Context with(CostListener listener) {
    TableSettings now = connection.settings();
    TableSettings heard =
        new TableSettings(now.clock(), now.deadline(), now.attemptTimeout(), listener);
    return new Context(connection.with(heard), limits, memberships, roles, journal, opened, caller);
  }

  /**
   * Returns this context for tools that inspect the whole table: it returns unreadable items, on
   * which operations are refused. What they write has no events.
   */
  public Context tolerant() {
    Connection all = connection.with(RecordTypes.TOLERANT).emittingTo(Transaction.Outbox.NONE);
    return new Context(all, limits, memberships, roles, journal, opened, caller);
  }

  public Instant now() {
    return connection.settings().clock().instant();
  }

  /** Returns the time; by the engine's clock if the local one is wrong by more than a minute. */
  public Instant trustedNow() {
    return connection.engine().trusted();
  }

  /** Returns the time limit of one operation. */
  public Duration deadline() {
    return connection.settings().deadline();
  }

  /** Returns the time limit of one attempt of one request. */
  public Duration attemptTimeout() {
    return connection.settings().attemptTimeout();
  }

  /**
   * Returns the condition that there is no record or an expired one; while the local clock is
   * wrong, no expired one is accepted.
   */
  public Condition absentOrExpired(Instant now) {
    return clockAgrees() ? Conditions.absentOrExpired(now.getEpochSecond()) : Condition.absent();
  }

  /**
   * Returns whether a time has passed, for irreversible actions: false while the local clock
   * differs too much from the engine's.
   */
  public boolean isOver(Instant end) {
    return !now().isBefore(end) && clockAgrees();
  }

  /** Returns whether the local clock agrees with the engine's, as far as is known. */
  public boolean clockAgrees() {
    return connection.engine().agrees();
  }

  /**
   * Refuses irreversible actions while the local clock may be wrong.
   *
   * @throws ClockSkew if it differs from the engine's by more than a minute
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
