package dev.orgtable.testkit.fault;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An extension with a fault endpoint in front of an engine for each test, and a client of it. For
 * example:
 *
 * <pre>{@code
 * @RegisterExtension final FaultyEngine faulty = new FaultyEngine(engine.uri());
 * }</pre>
 */
public final class FaultyEngine implements BeforeEachCallback, AfterEachCallback {

  private final URI engine;
  private @Nullable FaultEndpoint endpoint;
  private @Nullable DynamoDbClient client;

  /** Creates an extension for the engine at an address. */
  public FaultyEngine(URI engine) {
    this.engine = engine;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    endpoint = FaultEndpoint.inFrontOf(engine);
    client = FaultEndpoint.client(endpoint.uri());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client().close();
    endpoint().close();
  }

  /** Returns the endpoint, for planning faults. */
  public FaultEndpoint endpoint() {
    return Objects.requireNonNull(endpoint, "no test is running");
  }

  /** Returns a client that connects through the endpoint. */
  public DynamoDbClient client() {
    return Objects.requireNonNull(client, "no test is running");
  }
}
