package dev.orgtable.cli;

import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.store.Items;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Segment;
import dev.orgtable.store.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An engine in this process, and tools that run on its tables. */
final class Tools implements AutoCloseable {

  private static final String REGION = "eu-central-1";

  private final LoopbackEndpoint engine;
  private final DynamoDbClient client;
  private final List<Runnable> closing = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  Tools() {
    this(LoopbackEndpoint.inMemory());
  }

  Tools(LoopbackEndpoint engine) {
    this.engine = engine;
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    client = client(engine.uri());
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .httpClientBuilder(Apache5HttpClient.builder())
        .region(Region.of(REGION))
        .endpointOverride(endpoint)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  /** Returns the engine's endpoint. */
  URI uri() {
    return engine.uri();
  }

  /** Returns the arguments of a command on a table of the engine. */
  String[] on(String table, String... arguments) {
    return Stream.concat(
            Stream.of(arguments),
            Stream.of("--table", table, "--region", REGION, "--endpoint", engine.uri().toString()))
        .toArray(String[]::new);
  }

  /** Runs a command in this process; its output replaces that of the previous one. */
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands = Main.commands(Map.of());
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Returns the operations on a table by a clock that is behind, as the engine's then is, too. */
  Orgtable ago(String table, Duration behind) {
    OtherTime earlier = new OtherTime(engine.uri(), behind.negated());
    closing.add(earlier::close);
    Clock past = Clock.offset(Clock.systemUTC(), behind.negated());
    DynamoDbClient there = client(earlier.uri());
    closing.add(there::close);
    return Orgtable.on(there, table, Settings.DEFAULT.withClock(past));
  }

  Orgtable orgtable(String table) {
    return Orgtable.on(client, table);
  }

  Items items(String table) {
    return orgtable(table).items();
  }

  /** Deletes an item. */
  void delete(String table, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = Map.of("id", item.get("id"), "rng", item.get("rng"));
    client.deleteItem(delete -> delete.tableName(table).key(key));
  }

  /** Returns all items of a table. */
  List<Map<String, AttributeValue>> all(String table) {
    ConcurrentLinkedQueue<Map<String, AttributeValue>> all = new ConcurrentLinkedQueue<>();
    items(table).read(Segment.all(2), (segment, page) -> all.addAll(page.items()));
    return List.copyOf(all);
  }

  /**
   * Returns the items of a table without the settings of events, which say that its logs begin with
   * an import, and their events.
   */
  List<Map<String, AttributeValue>> data(String table) {
    Set<String> others = Set.of("eventSettings", "tableEvents");
    return all(table).stream().filter(item -> !others.contains(value(item, "id").s())).toList();
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
    client.close();
    engine.close();
  }

  /** Returns an attribute of an item, which must have it. */
  static AttributeValue value(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute), attribute);
  }
}
