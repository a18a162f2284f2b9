package dev.orgtable.store;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.UserIdRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** The operations on the table itself: creation, description and checks of its keys and index. */
public final class Schema {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  /** The error code of an engine that does not support a request. */
  private static final String UNKNOWN = "UnknownOperationException";

  /** The attributes projected into the index, without which lists have no content. */
  private static final List<String> NEEDED =
      List.of(
          Item.TYPE,
          "v",
          Revisions.ATTRIBUTE,
          "createdAt",
          "email",
          "firstName",
          "lastName",
          "phone",
          "organisationId",
          "organisationName");

  /**
   * The attributes projected into the index of a new table, so that lists need not read the
   * records. The index of an older one lacks the ids of users, which cannot be added to it.
   */
  private static final List<String> PROJECTED =
      Stream.concat(NEEDED.stream(), Stream.of(UserIdRecord.ID)).toList();

  private final Context context;

  Schema(Context context) {
    this.context = context;
  }

  /**
   * The description of the table by DynamoDB.
   *
   * @param name the table's name
   * @param active whether the table and its index can be used
   * @param items the approximate number of items, updated every six hours (Amazon DynamoDB, API
   *     Reference, TableDescription)
   * @param bytes the approximate size in bytes, likewise
   * @param removesExpired whether DynamoDB removes expired receipts and API keys; if not, they have
   *     no effect but remain (Amazon DynamoDB, Developer Guide, time to live)
   * @param fault what is wrong with its keys, index or time to live; empty if they are correct
   */
  public record Description(
      String name,
      boolean active,
      long items,
      long bytes,
      boolean removesExpired,
      Optional<String> fault) {}

  /**
   * Creates the table with its index and on-demand capacity, waits until it is active, and enables
   * time to live. An existing table is checked as by {@link #require}.
   *
   * @param protect whether to enable deletion protection
   * @param patience the maximum time to wait for the table
   * @throws IllegalStateException if a table with other keys or another index exists
   * @throws Unavailable if the table is not active in time
   */
  public void create(boolean protect, Duration patience) {
    createTable(protect, patience);
    setTimeToLive(true);
  }

  /**
   * Creates the table like {@link #create}, but with time to live disabled; {@code Sweep} then
   * removes expired records. For DynamoDB Local, whose time to live scans the whole table again and
   * again and blocks writes meanwhile. It is also disabled on an existing table.
   *
   * @param patience the maximum time to wait for the table
   * @throws IllegalStateException if a table with other keys or another index exists
   * @throws Unavailable if the table is not active in time
   */
  public void createSwept(Duration patience) {
    createTable(false, patience);
    setTimeToLive(false);
  }

  /**
   * Returns an AWS CloudFormation template, in JSON, of the same table that {@link #create} makes
   * with deletion protection and time to live. Its parameters are {@code TableName} and {@code
   * PointInTimeRecovery} (default: off); the table stays when its stack is deleted.
   */
  public static String cloudFormation() {
    return TableTemplate.of(table(true).build(), Expiry.REMOVE_AT);
  }

  private static CreateTableRequest.Builder table(boolean protect) {
    return CreateTableRequest.builder()
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .deletionProtectionEnabled(protect)
        .attributeDefinitions(
            string("id"), string("rng"), string(Directory.PARTITION), string(Directory.SORT))
        .keySchema(key("id", KeyType.HASH), key("rng", KeyType.RANGE))
        .globalSecondaryIndexes(directory());
  }

  private void createTable(boolean protect, Duration patience) {
    CreateTableRequest.Builder request = table(protect).tableName(context.connection().tableName());
    boolean created = false;
    try {
      send(
          timeouts ->
              context
                  .connection()
                  .client()
                  .createTable(request.overrideConfiguration(timeouts).build()));
      created = true;
    } catch (ResourceInUseException present) {
      // The existing table is checked below.
    }
    await(patience);
    require();
    if (created) {
      context.journal().keepFromTheStart();
    }
  }

  /** Enables or disables time to live, unless the engine does not support it. */
  private void setTimeToLive(boolean on) {
    if (timeToLive().filter(present -> isOn(present) != on).isEmpty()) {
      return;
    }
    UpdateTimeToLiveRequest.Builder request =
        UpdateTimeToLiveRequest.builder()
            .tableName(context.connection().tableName())
            .timeToLiveSpecification(
                setting -> setting.enabled(on).attributeName(Expiry.REMOVE_AT));
    try {
      sendIfSupported(
          timeouts ->
              context
                  .connection()
                  .client()
                  .updateTimeToLive(request.overrideConfiguration(timeouts).build()));
    } catch (ResourceInUseException | IllegalStateException e) {
      // Another process may have set it in the meantime.
      if (timeToLive().filter(present -> isOn(present) == on).isEmpty()) {
        throw e;
      }
    }
  }

  private static GlobalSecondaryIndex directory() {
    return GlobalSecondaryIndex.builder()
        .indexName(Directory.INDEX.name())
        .keySchema(key(Directory.PARTITION, KeyType.HASH), key(Directory.SORT, KeyType.RANGE))
        .projection(all -> all.projectionType(ProjectionType.INCLUDE).nonKeyAttributes(PROJECTED))
        .build();
  }

  /**
   * Returns the description of the table.
   *
   * @return empty if the table does not exist
   */
  public Optional<Description> describe() {
    DescribeTableRequest.Builder request =
        DescribeTableRequest.builder().tableName(context.connection().tableName());
    try {
      TableDescription table = send(timeouts -> describe(request, timeouts)).table();
      return Optional.of(describe(table, timeToLive()));
    } catch (ResourceNotFoundException absent) {
      return Optional.empty();
    }
  }

  /**
   * Checks that the table has the right keys and index. Call this before the first operation on a
   * table that was not created by {@link #create}.
   *
   * @throws IllegalStateException if the table does not exist, or its keys or index differ; the
   *     message states how
   */
  public void require() {
    Description table =
        describe()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is no table " + context.connection().tableName()));
    if (table.fault().isPresent()) {
      throw new IllegalStateException(
          "table " + table.name() + " cannot be used: " + table.fault().get());
    }
  }

  private void await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!describe().map(Description::active).orElse(false)) {
      if (System.nanoTime() - end >= 0) {
        throw new Unavailable(
            "table " + context.connection().tableName() + " is not active yet", false, null);
      }
      try {
        Thread.sleep(POLL_INTERVAL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("interrupted while waiting for the table", false, e);
      }
    }
  }

  private DescribeTableResponse describe(
      DescribeTableRequest.Builder request, AwsRequestOverrideConfiguration timeouts) {
    long sentAt = System.nanoTime();
    return context
        .connection()
        .engine()
        .heard(
            sentAt,
            context
                .connection()
                .client()
                .describeTable(request.overrideConfiguration(timeouts).build()));
  }

  /** Returns the time to live settings of the table; empty if the engine does not support them. */
  private Optional<TimeToLiveDescription> timeToLive() {
    DescribeTimeToLiveRequest.Builder request =
        DescribeTimeToLiveRequest.builder().tableName(context.connection().tableName());
    return sendIfSupported(
        timeouts ->
            context
                .connection()
                .client()
                .describeTimeToLive(request.overrideConfiguration(timeouts).build())
                .timeToLiveDescription());
  }

  /** Sends a request that some engines do not support; empty if so. */
  private <T> Optional<T> sendIfSupported(Function<AwsRequestOverrideConfiguration, T> call) {
    return send(
        timeouts -> {
          try {
            return Optional.of(call.apply(timeouts));
          } catch (DynamoDbException e) {
            if (e.awsErrorDetails() != null && UNKNOWN.equals(e.awsErrorDetails().errorCode())) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private static boolean isOn(TimeToLiveDescription timeToLive) {
    return timeToLive.timeToLiveStatus() == TimeToLiveStatus.ENABLED
        || timeToLive.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
  }

  private static Description describe(
      TableDescription table, Optional<TimeToLiveDescription> timeToLive) {
    boolean active =
        table.tableStatus() == TableStatus.ACTIVE
            && table.globalSecondaryIndexes().stream()
                .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
    return new Description(
        table.tableName(),
        active,
        orZero(table.itemCount()),
        orZero(table.tableSizeBytes()),
        timeToLive.filter(Schema::isOn).isPresent(),
        fault(table).or(() -> timeToLive.flatMap(Schema::fault)));
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /**
   * Returns why the table cannot be used: it does not exist, is not active, or has another layout;
   * empty if it can.
   *
   * @throws Unavailable if the table does not answer in time
   */
  public Optional<String> fault() {
    Optional<Description> found = describe();
    if (found.isEmpty()) {
      return Optional.of("the table does not exist");
    }
    return found.get().active() ? found.get().fault() : Optional.of("the table is not active");
  }

  private static Optional<String> fault(TableDescription table) {
    if (!table.keySchema().equals(List.of(key("id", KeyType.HASH), key("rng", KeyType.RANGE)))) {
      return Optional.of("its keys are not id (hash) and rng (range)");
    }
    for (String name : List.of("id", "rng")) {
      if (!table.attributeDefinitions().contains(string(name))) {
        return Optional.of("its key " + name + " is not a string");
      }
    }
    return table.globalSecondaryIndexes().stream().anyMatch(Schema::isDirectory)
        ? Optional.empty()
        : Optional.of(
            "it has no index "
                + Directory.INDEX.name()
                + " on "
                + Directory.PARTITION
                + " and "
                + Directory.SORT);
  }

  private static Optional<String> fault(TimeToLiveDescription timeToLive) {
    return isOn(timeToLive) && !timeToLive.attributeName().equals(Expiry.REMOVE_AT)
        ? Optional.of(
            "its time to live uses " + timeToLive.attributeName() + ", not " + Expiry.REMOVE_AT)
        : Optional.empty();
  }

  private static boolean isDirectory(GlobalSecondaryIndexDescription index) {
    return index.indexName().equals(Directory.INDEX.name())
        && index.keySchema().equals(directory().keySchema())
        && (index.projection().projectionType() == ProjectionType.ALL
            || index.projection().nonKeyAttributes().containsAll(NEEDED));
  }

  private <T> T send(Function<AwsRequestOverrideConfiguration, T> call) {
    AwsRequestOverrideConfiguration timeouts =
        AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(context.deadline())
            .apiCallAttemptTimeout(context.attemptTimeout())
            .build();
    try {
      return call.apply(timeouts);
    } catch (ResourceInUseException | ResourceNotFoundException e) {
      throw e;
    } catch (SdkException e) {
      throw context.connection().failure(e);
    } catch (CancellationException e) {
      throw context.connection().failure(e);
    }
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
