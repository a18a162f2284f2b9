package dev.orgtable.benchmarks.library;

import dev.orgtable.benchmarks.Acme;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
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
    DynamoDbClient client = Acme.client(new Canned(recorded), ENDPOINT);
    calls =
        switch (way) {
          case "ours" -> new Ours(client);
          case "hand" -> new ByHand(client);
          default -> new ByEnhancedClient(client);
        };
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
