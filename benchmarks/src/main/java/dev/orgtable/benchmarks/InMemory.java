package dev.orgtable.benchmarks;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.net.URI;
import java.util.Optional;

/**
 * An engine in memory with an endpoint: DynamoDB Local in this process, or Dynoxide in one of its
 * own if the environment variable {@value Engines#VARIABLE} says so.
 *
 * @param uri the endpoint
 * @param title what it is, for the page
 * @param end closes it
 */
public record InMemory(URI uri, String title, Runnable end) implements AutoCloseable {

  /** Starts the engine. */
  public static InMemory start() {
    Engines engines = Engines.byDefault();
    if (engines.type().equals(Optional.of(EngineType.DYNOXIDE))) {
      Engine dynoxide = engines.inMemory();
      return new InMemory(
          dynoxide.uri().orElseThrow(),
          "Dynoxide in memory, in a process of its own",
          dynoxide::close);
    }
    LoopbackEndpoint local = LoopbackEndpoint.inMemory();
    return new InMemory(local.uri(), "DynamoDB Local in memory", local::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
