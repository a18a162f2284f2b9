package dev.orgtable.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local behind HTTP on the loopback interface: for tests that need the wire protocol, and
 * for several processes on one engine. All regions and credentials access the same tables.
 */
public final class LoopbackEndpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final LocalDynamoDBRequestHandler engine;
  private final Server server;
  private final ServerConnector connector;

  private LoopbackEndpoint(@Nullable Path directory) throws Exception {
    String database = directory == null ? null : directory.toString();
    engine = new LocalDynamoDBRequestHandler(0, directory == null, database, true, false);
    server = new Server();
    connector = new ServerConnector(server);
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    server.setHandler(Requests.of(engine));
    server.start();
  }

  /**
   * Starts an engine in memory on a free port of 127.0.0.1.
   *
   * @throws IllegalStateException if the engine cannot start
   */
  public static LoopbackEndpoint inMemory() {
    return start(null);
  }

  /**
   * Starts an engine that stores its tables in a directory, on a free port of 127.0.0.1: for tables
   * that do not fit into memory. The directory is not locked against a second engine, and the
   * database is separate from that of an {@link Engine}.
   *
   * @param directory an existing directory
   * @throws IllegalStateException if the engine cannot start
   */
  public static LoopbackEndpoint on(Path directory) {
    return start(directory);
  }

  /**
   * Answers requests, unless another endpoint is being created: each one fills static maps of
   * DynamoDB Local (3.3.1) anew, in which a request meanwhile finds no action.
   */
  private static final class Requests extends LocalDynamoDBServerHandler {

    private static final ReadWriteLock MAPS = new ReentrantReadWriteLock(true);

    private Requests(LocalDynamoDBRequestHandler engine) {
      super(engine, null);
    }

    static Requests of(LocalDynamoDBRequestHandler engine) {
      MAPS.writeLock().lock();
      try {
        return new Requests(engine);
      } finally {
        MAPS.writeLock().unlock();
      }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      MAPS.readLock().lock();
      try {
        return super.handle(request, response, callback);
      } finally {
        MAPS.readLock().unlock();
      }
    }
  }

  private static LoopbackEndpoint start(@Nullable Path directory) {
    try {
      return new LoopbackEndpoint(directory);
    } catch (Exception e) {
      throw new IllegalStateException("cannot start the engine: " + e.getMessage(), e);
    }
  }

  /** Returns the endpoint for clients. */
  public URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop the engine: " + e.getMessage(), e);
    } finally {
      engine.shutdown();
    }
  }
}
