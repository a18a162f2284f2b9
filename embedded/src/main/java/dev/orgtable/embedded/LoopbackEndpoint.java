package dev.orgtable.embedded;

import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in memory behind HTTP, on the loopback interface alone: for tests that must see
 * the wire, and for several processes on one engine. Any region and any credentials lead to the
 * same tables.
 */
public final class LoopbackEndpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final LocalDynamoDBRequestHandler engine;
  private final Server server;
  private final ServerConnector connector;

  private LoopbackEndpoint() throws Exception {
    engine = new LocalDynamoDBRequestHandler(0, true, null, true, false);
    server = new Server();
    connector = new ServerConnector(server);
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    server.setHandler(new LocalDynamoDBServerHandler(engine, null));
    server.start();
  }

  /**
   * Starts an engine that keeps nothing once it is closed, on a free port of 127.0.0.1.
   *
   * @throws IllegalStateException if it cannot start
   */
  public static LoopbackEndpoint inMemory() {
    try {
      return new LoopbackEndpoint();
    } catch (Exception e) {
      throw new IllegalStateException("the engine cannot start: " + e.getMessage(), e);
    }
  }

  /** Returns the address to give to a client as its endpoint. */
  public URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the engine cannot stop: " + e.getMessage(), e);
    } finally {
      engine.shutdown();
    }
  }
}
