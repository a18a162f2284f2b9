package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where the table is and how to work on it.
 *
 * @param limits the time limits of its requests
 * @param engine the engine's clock
 * @param opened the table of an operation that has begun already, if it has
 * @param caller on whose behalf, if that was said: the SHA-256 of the address
 * @param takesAnything see {@link #tolerant}
 */
record Connection(
    DynamoDbClient client,
    String tableName,
    Settings settings,
    TimeLimits limits,
    EngineClock engine,
    Optional<Table> opened,
    Optional<String> caller,
    boolean takesAnything) {

  /** The rule for names (Amazon DynamoDB, Developer Guide, naming rules), or an ARN. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}|arn:\\S{1,1000}");

  Connection {
    if (!NAME.matcher(tableName).matches()) {
      throw new InvalidInput(
          "table", "must be a name of 3 to 255 of the characters A-Z a-z 0-9 _ . - or an ARN");
    }
  }

  Connection(DynamoDbClient client, String tableName, Settings settings) {
    this(
        client,
        tableName,
        settings,
        new TimeLimits(client, settings),
        new EngineClock(settings.clock()),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Returns the table for one operation, whose deadline begins now, unless it has begun. */
  Table open() {
    return opened.orElseGet(
        () -> new Table(client, tableName, settings, limits, engine, takesAnything));
  }

  /** Returns the same, for what is a part of an operation that has begun. */
  Connection within(Table table) {
    return new Connection(
        client, tableName, settings, limits, engine, Optional.of(table), caller, takesAnything);
  }

  /** Returns the same, on somebody's behalf. */
  Connection by(UserId user) {
    return new Connection(
        client,
        tableName,
        settings,
        limits,
        engine,
        opened,
        Optional.of(Sha256.of(user.email())),
        takesAnything);
  }

  /** Returns the same, with other settings but for the clock. */
  Connection with(Settings other) {
    return new Connection(
        client,
        tableName,
        other,
        new TimeLimits(client, other),
        engine,
        opened,
        caller,
        takesAnything);
  }

  /**
   * Returns the same for tools that look at whatever is in the table: an item that cannot be read
   * is handed to them, where an operation is refused.
   */
  Connection tolerant() {
    return new Connection(client, tableName, settings, limits, engine, opened, caller, true);
  }

  Instant now() {
    return settings.clock().instant();
  }

  /** Returns the condition that there is no record, or one that has ended by time. */
  Condition absentOrExpired(Instant now) {
    return engine.agrees() ? Condition.absentOrExpired(now.getEpochSecond()) : Condition.absent();
  }

  /**
   * Returns whether a time has come, for what cannot be undone then: never while this process's
   * clock is far from the engine's.
   */
  boolean isOver(Instant end) {
    return !now().isBefore(end) && engine.agrees();
  }
}
