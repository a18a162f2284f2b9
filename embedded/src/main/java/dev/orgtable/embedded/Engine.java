package dev.orgtable.embedded;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A running embedded engine. {@link Engines} starts one. */
public sealed interface Engine extends AutoCloseable permits DynamoDbLocal, Dynoxide {

  /** Returns which engine it is. */
  EngineType type();

  /**
   * Returns the client of this engine. Thread-safe; needs no region and no credentials, and has no
   * retries. Closing it has no effect: it is closed with the engine.
   */
  DynamoDbClient client();

  /** Returns the address at which the engine listens; empty if it opens no port. */
  Optional<URI> uri();

  /**
   * Returns a warning for people if this is not the version of the engine that Orgtable is tested
   * with; empty if it is.
   */
  Optional<String> warning();

  /** Stops the engine. Idempotent. */
  @Override
  void close();

  /** The directory to be opened has no database. */
  final class NoDatabase extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoDatabase(String message) {
      super(message);
    }
  }
}
