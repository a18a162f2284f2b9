package dev.orgtable.benchmarks.library;

import dev.orgtable.benchmarks.Acme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Benchmarks one operation over a canned transport, in three ways that alternate: each iteration
 * uses the next one of {@link #WAYS}, so that all run on the same machine and compiler state.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class LibraryBenchmark {

  static final List<String> WAYS = List.of("ours", "hand", "enhanced");

  /** The system property with the directory of recorded responses for {@link Canned}. */
  static final String RECORDED = "orgtable.benchmarks.recorded";

  static final URI ENDPOINT = URI.create("https://dynamodb.us-east-1.amazonaws.com");

  /** The operation. */
  @Param({"get", "check", "checkFromMemory", "addToGroups", "invite", "details"})
  public String operation = "";

  private List<Calls> ways = List.of();
  private int turn = -1;

  /** Opens a client for each way, with the library's time limits. */
  @Setup(Level.Trial)
  public void open() {
    ways = List.of(new Ours(client()), new ByHand(client()), new ByEnhancedClient(client()));
  }

  private DynamoDbClient client() {
    Path recorded = Path.of(System.getProperty(RECORDED, "")).resolve(operation);
    return Acme.client(new Canned(recorded), ENDPOINT);
  }

  /** Switches to the next way. */
  @Setup(Level.Iteration)
  public void next() {
    turn = (turn + 1) % ways.size();
  }

  /** Executes the operation. */
  @Benchmark
  public Object call() {
    return call(ways.get(turn), operation);
  }

  /** Executes an operation in one of the ways. */
  static Object call(Calls calls, String operation) {
    return switch (operation) {
      case "get" -> calls.get();
      case "check" -> calls.check();
      case "checkFromMemory" -> calls.checkFromMemory();
      case "addToGroups" -> calls.addToGroups();
      case "invite" -> calls.invite();
      default -> calls.details();
    };
  }
}
