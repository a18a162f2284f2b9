package dev.orgtable.testkit.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A proxy on 127.0.0.1 between clients and an engine that injects planned faults. Calls are counted
 * from 1; retries by the SDK count as calls.
 */
public final class FaultEndpoint implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final URI engine;
  private final ServerSocket server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault endpoint");
            thread.setDaemon(true);
            return thread;
          });
  private final List<String> operations = new CopyOnWriteArrayList<>();
  private final Map<Integer, Fault> planned = new ConcurrentHashMap<>();
  private volatile IntFunction<Fault> otherwise = call -> Fault.NONE;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private int last = Integer.MAX_VALUE;

  private FaultEndpoint(URI engine) throws IOException {
    this.engine = engine;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Starts a proxy on a free port, without faults. */
  public static FaultEndpoint inFrontOf(URI engine) {
    try {
      return new FaultEndpoint(engine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the endpoint for clients. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Returns a client of an endpoint that makes three attempts per request, a millisecond apart. */
  public static DynamoDbClient client(URI endpoint) {
    BackoffStrategy pause = BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(1));
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(Apache5HttpClient.create())
        .overrideConfiguration(
            configuration ->
                configuration.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .backoffStrategy(pause)
                        .throttlingBackoffStrategy(pause)
                        .circuitBreakerEnabled(false)
                        .build()))
        .build();
  }

  /**
   * Plans a fault for one call. Takes precedence over all other plans except an earlier {@link
   * #dieAt}.
   */
  public void plan(int call, Fault fault) {
    planned.put(call, fault);
  }

  /**
   * Plans a fault for every call from a number onwards, until {@link #clear}, {@link #planAtRandom}
   * or another such plan.
   */
  public void planFrom(int first, Fault fault) {
    otherwise = call -> call >= first ? fault : Fault.NONE;
  }

  /**
   * Plans random faults. Which calls fail, and how, depends only on the seed and the call's number.
   * Replaces {@link #planFrom}, and lasts as long.
   *
   * @param probability the probability that a call fails, from 0 to 1
   * @param faults the possible faults, equally likely
   */
  public void planAtRandom(long seed, double probability, List<Fault> faults) {
    long scattered = new SplittableRandom(seed).nextLong();
    otherwise =
        call -> {
          SplittableRandom random = new SplittableRandom(scattered + call);
          return random.nextDouble() < probability
              ? faults.get(random.nextInt(faults.size()))
              : Fault.NONE;
        };
  }

  /**
   * Refuses every call from a number onwards, as if the client's process had been killed at that
   * call. Later calls are neither forwarded nor counted, whichever client makes them.
   *
   * @param applied whether that call is still forwarded to the engine
   */
  public synchronized void dieAt(int call, boolean applied) {
    planned.put(call, applied ? Fault.dropped() : Fault.closed());
    last = call;
  }

  /** Removes all plans, and counts calls from 1 again. */
  public synchronized void clear() {
    planned.clear();
    otherwise = call -> Fault.NONE;
    operations.clear();
    last = Integer.MAX_VALUE;
  }

  /** Returns the operations called, in order, including retries by the SDK. */
  public List<String> operations() {
    return List.copyOf(operations);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        admit(server.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private synchronized void admit(Socket client) throws IOException {
    if (server.isClosed()) {
      client.close();
    } else {
      connections.add(client);
      threads.execute(() -> serve(client));
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      for (Optional<HttpMessage> request = HttpMessage.read(in);
          request.isPresent();
          request = HttpMessage.read(in)) {
        Call call = new Call(request.get(), engine, client);
        next(call.operation()).effect().on(call);
      }
    } catch (IOException closed) {
      // The client gave up, or the fault closed the connection.
    } finally {
      connections.remove(client);
    }
  }

  private synchronized Fault next(String operation) {
    if (operations.size() >= last) {
      return Fault.closed();
    }
    operations.add(operation);
    int call = operations.size();
    Fault fault = planned.get(call);
    return fault == null ? otherwise.apply(call) : fault;
  }

  /** Stops listening and closes open connections. */
  @Override
  public synchronized void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
