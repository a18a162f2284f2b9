package dev.orgtable.benchmarks.library;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One operation in one of three ways, over a canned transport. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class LibraryBenchmark {

  /** Names the directory of what {@link Canned} answers. */
  static final String RECORDED = "orgtable.benchmarks.recorded";

  private static final URI ENDPOINT = URI.create("https://dynamodb.us-east-1.amazonaws.com");

  /** Which way. */
  @Param({"ours", "hand", "enhanced"})
  public String way = "";

  /** Which operation. */
  @Param({"get", "check", "addToGroups", "invite", "details"})
  public String operation = "";

  private @Nullable Calls calls;

  /** Opens a client with the time limits that the library has. */
  @Setup
  public void open() {
    Path recorded = Path.of(System.getProperty(RECORDED, "")).resolve(operation);
    DynamoDbClient client = client(new Canned(recorded));
    calls =
        switch (way) {
          case "ours" -> new Ours(client);
          case "hand" -> new ByHand(client);
          default -> new ByEnhancedClient(client);
        };
  }

  static DynamoDbClient client(SdkHttpClient http) {
    return client(http, ENDPOINT);
  }

  static DynamoDbClient client(SdkHttpClient http, URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(
            time ->
                time.apiCallTimeout(Duration.ofSeconds(10))
                    .apiCallAttemptTimeout(Duration.ofSeconds(3)))
        .httpClient(http)
        .build();
  }

  /** Does the operation. */
  @Benchmark
  public Object call() {
    Calls these = calls;
    if (these == null) {
      throw new IllegalStateException("not opened");
    }
    return switch (operation) {
      case "get" -> these.get();
      case "check" -> these.check();
      case "addToGroups" -> these.addToGroups();
      case "invite" -> these.invite();
      default -> these.details();
    };
  }
}
