package dev.orgtable.testkit.fault;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A fault endpoint in front of an engine for each test, with a client behind it. For example:
 *
 * <pre>{@code
 * @RegisterExtension final FaultyEngine faulty = new FaultyEngine(engine.uri());
 * }</pre>
 */
public final class FaultyEngine implements BeforeEachCallback, AfterEachCallback {

  private final URI engine;
  private @Nullable FaultEndpoint endpoint;
  private @Nullable DynamoDbClient client;

  /** Returns an extension for tests on the engine at an address. */
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

  /** Returns the endpoint, to plan faults at. */
  public FaultEndpoint endpoint() {
    return Objects.requireNonNull(endpoint, "no test runs");
  }

  /** Returns the client whose requests pass the endpoint. */
  public DynamoDbClient client() {
    return Objects.requireNonNull(client, "no test runs");
  }
}
