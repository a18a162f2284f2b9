package dev.orgtable.cli;

import dev.orgtable.embedded.EmbeddedDynamoDb;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import dev.orgtable.store.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Which table a command works on: one of the embedded engine, unless {@code --table} is given. */
final class TableOptions {

  private static final String EMBEDDED_TABLE = "orgtable";
  private static final Path DATA = Path.of("data");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the embedded engine keeps its table (./data unless said).")
  private @Nullable Path data;

  @Option(names = "--memory", description = "Keep nothing: the embedded engine in memory.")
  private boolean memory;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table of Amazon DynamoDB, in place of the embedded engine.")
  private @Nullable String table;

  @Option(names = "--region", paramLabel = "REGION", description = "The table's region.")
  private @Nullable String region;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Another endpoint that speaks DynamoDB's protocol.")
  private @Nullable URI endpoint;

  boolean isOfDynamoDb() {
    return table != null;
  }

  /**
   * Opens the table; one of the embedded engine is made where there is none.
   *
   * @param create whether one of DynamoDB is made, too
   */
  OpenTable open(boolean create) {
    if (table != null) {
      return ofDynamoDb(table, create);
    }
    if (region != null || endpoint != null || create) {
      throw misused("--region, --endpoint and --create-table go with --table");
    }
    return embedded();
  }

  private OpenTable embedded() {
    if (memory && data != null) {
      throw misused("--memory and --data exclude each other");
    }
    Path directory = Optional.ofNullable(data).orElse(DATA);
    EmbeddedDynamoDb engine = memory ? EmbeddedDynamoDb.inMemory() : EmbeddedDynamoDb.on(directory);
    try {
      Orgtable.on(engine.client(), EMBEDDED_TABLE).schema().createSwept(PATIENCE);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    return new OpenTable(
        engine.client(),
        EMBEDDED_TABLE,
        memory ? "the embedded engine, in memory" : "the embedded engine on " + directory,
        engine::close);
  }

  private OpenTable ofDynamoDb(String name, boolean create) {
    if (memory || data != null) {
      throw misused("--table excludes --memory and --data");
    }
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .overrideConfiguration(
                limits ->
                    limits
                        .apiCallTimeout(Settings.DEFAULT.deadline())
                        .apiCallAttemptTimeout(Settings.DEFAULT.attemptTimeout()));
    Optional.ofNullable(region).map(Region::of).ifPresent(builder::region);
    Optional.ofNullable(endpoint).ifPresent(builder::endpointOverride);
    DynamoDbClient client = builder.build();
    try {
      Schema schema =
          Misuse.named(
                  spec,
                  Map.of("table", "--table"),
                  () -> Orgtable.on(client, name, OpenTable.PATIENT))
              .schema();
      if (create) {
        schema.create(true, PATIENCE);
      } else if (schema.describe().isEmpty()) {
        throw new IllegalStateException(
            "there is no table " + name + "; orgtable table create makes it");
      } else {
        schema.require();
      }
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
    return new OpenTable(
        client, name, endpoint == null ? "DynamoDB" : endpoint.toString(), client::close);
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
