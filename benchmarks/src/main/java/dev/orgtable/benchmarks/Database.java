package dev.orgtable.benchmarks;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The default engine with its data on disk, in a process of its own that runs until its input ends:
 * the parent of Dynoxide, or DynamoDB Local itself. Argument: the directory.
 */
public final class Database {

  /** What precedes the address. */
  public static final String READY = "endpoint ";

  private Database() {}

  /** Returns the name of the engine that is used. */
  public static String title() {
    return Engines.byDefault().preferred().toString();
  }

  /** Runs the engine. */
  public static void main(String[] arguments) throws IOException {
    PrintStream output = Child.output();
    Path directory = Path.of(arguments[0]);
    Engines engines = Engines.byDefault();
    if (engines.preferred() == EngineType.DYNOXIDE) {
      try (Engine engine = engines.on(directory)) {
        output.println(READY + engine.uri().orElseThrow());
        untilEnd();
      }
    } else {
      try (LoopbackEndpoint engine = LoopbackEndpoint.on(directory)) {
        output.println(READY + engine.uri());
        untilEnd();
      }
    }
    System.exit(0);
  }

  private static void untilEnd() throws IOException {
    while (System.in.read() >= 0) {
      // The parent sends nothing.
    }
  }
}
