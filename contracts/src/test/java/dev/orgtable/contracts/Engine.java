package dev.orgtable.contracts;

import dev.orgtable.embedded.EmbeddedDynamoDb;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The engine that all contracts run on: DynamoDB Local in this process, in memory, or the one at
 * the address that the system property {@value #PROPERTY} names. Each contract creates its own
 * tables in it.
 */
public final class Engine {

  /** The system property that names another engine, such as {@code http://localhost:8000}. */
  static final String PROPERTY = "orgtable.engine";

  private static final Optional<URI> NAMED =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(URI::create);

  private Engine() {}

  /** Returns a client of the engine. */
  public static DynamoDbClient client() {
    return InProcess.CLIENT;
  }

  /** Returns the HTTP address of an engine, for a proxy between it and a client. */
  public static URI uri() {
    return OverHttp.ADDRESS;
  }

  /** Returns a client of the engine at {@link #uri}. */
  public static DynamoDbClient clientOverHttp() {
    return OverHttp.CLIENT;
  }

  private static final class InProcess {
    static final DynamoDbClient CLIENT =
        NAMED.map(FaultEndpoint::client).orElseGet(() -> EmbeddedDynamoDb.inMemory().client());
  }

  private static final class OverHttp {
    static final URI ADDRESS = NAMED.orElseGet(() -> LoopbackEndpoint.inMemory().uri());
    static final DynamoDbClient CLIENT = FaultEndpoint.client(ADDRESS);
  }
}
