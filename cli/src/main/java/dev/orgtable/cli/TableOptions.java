package dev.orgtable.cli;

import dev.orgtable.embedded.Engine;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import dev.orgtable.store.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Options that select the table: one of the embedded engine, unless {@code --table} is given. */
final class TableOptions {

  private static final String EMBEDDED_TABLE = "orgtable";
  private static final Path DATA = Path.of("data");

  /** The maximum number of threads of a command that make requests. */
  static final int MOST_THREADS = 1_000;

  /**
   * A thread makes up to two requests at once. Connections are opened when they are needed; the
   * SDK's default is 50.
   */
  private static final int CONNECTIONS = 2 * MOST_THREADS;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MADE_BY = "; create it with orgtable table create";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Read by {@link OptionDefaults}. */
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with options, such as health-port=8081.")
  @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of the embedded engine's table (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Name of an Amazon DynamoDB table to use instead of the embedded engine.")
  private @Nullable String table;

  @Option(names = "--region", paramLabel = "REGION", description = "AWS region of the table.")
  private @Nullable String region;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Endpoint of another engine with DynamoDB's protocol.")
  private @Nullable URI endpoint;

  @Mixin private EngineOptions engine;

  boolean isOfDynamoDb() {
    return table != null;
  }

  /**
   * Opens an existing table; creates nothing.
   *
   * @throws Engine.NoDatabase if the directory has no database
   * @throws IllegalStateException if the table does not exist
   */
  OpenTable open() {
    checkCombination(false);
    return table == null ? embedded(engine.engines().onExisting(directory()), false) : of(table);
  }

  /**
   * Opens the table; creates a table of the embedded engine if it does not exist.
   *
   * @param create whether to create a DynamoDB table as well
   */
  OpenTable make(boolean create) {
    checkCombination(create);
    if (table == null) {
      return embedded(engine.engines().on(directory()), true);
    }
    return create ? ofDynamoDb(table, schema -> schema.create(true, PATIENCE)) : of(table);
  }

  /** Opens a new table in memory, which is discarded when it is closed. */
  OpenTable inMemory() {
    if (table != null) {
      throw misused("--table excludes --memory and --data");
    }
    if (data != null) {
      throw misused("--memory and --data exclude each other");
    }
    checkCombination(false);
    return embedded(engine.engines().inMemory(), ", in memory", true);
  }

  private void checkCombination(boolean create) {
    if (table != null && data != null) {
      throw misused("--table excludes --memory and --data");
    }
    if (table != null && engine.areGiven()) {
      throw misused("--table excludes --engine and --dynoxide");
    }
    if (table == null && (region != null || endpoint != null || create)) {
      throw misused("--region, --endpoint and --create-table need --table");
    }
  }

  private Path directory() {
    Path directory = Optional.ofNullable(data).orElse(DATA);
    if (directory.toString().isEmpty()) {
      throw misused("--data must name a directory; use . for the current one");
    }
    return directory;
  }

  private OpenTable embedded(Engine running, boolean make) {
    return embedded(running, " on " + directory(), make);
  }

  private OpenTable embedded(Engine running, String where, boolean make) {
    running
        .warning()
        .ifPresent(warning -> spec.commandLine().getErr().println("warning: " + warning));
    String place = running.type() + where;
    boolean open = false;
    try {
      Schema schema = Orgtable.on(running.client(), EMBEDDED_TABLE).schema();
      if (!make && schema.describe().isEmpty()) {
        throw noTable(EMBEDDED_TABLE + " of " + place);
      }
      schema.createSwept(PATIENCE);
      open = true;
    } finally {
      if (!open) {
        running.close();
      }
    }
    return new OpenTable(running.client(), EMBEDDED_TABLE, place, running.uri(), running::close);
  }

  private OpenTable of(String name) {
    return ofDynamoDb(
        name,
        schema -> {
          if (schema.describe().isEmpty()) {
            throw noTable(name);
          }
          schema.require();
        });
  }

  private static IllegalStateException noTable(String name) {
    return new IllegalStateException("there is no table " + name + MADE_BY);
  }

  private OpenTable ofDynamoDb(String name, Consumer<Schema> prepare) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
            .overrideConfiguration(Settings.DEFAULT.clientLimits());
    Optional.ofNullable(region).map(Region::of).ifPresent(builder::region);
    Optional.ofNullable(endpoint).ifPresent(builder::endpointOverride);
    DynamoDbClient client = builder.build();
    boolean open = false;
    try {
      prepare.accept(
          Misuse.named(
                  spec,
                  Map.of("table", "--table"),
                  () -> Orgtable.on(client, name, OpenTable.PATIENT))
              .schema());
      open = true;
    } finally {
      if (!open) {
        client.close();
      }
    }
    return new OpenTable(
        client,
        name,
        endpoint == null ? "DynamoDB" : endpoint.toString(),
        Optional.empty(),
        client::close);
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
