package dev.orgtable.contracts.crash;

import dev.orgtable.event.Event;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A process that runs the jobs of a table and prints a line for each write, until it is killed or
 * its standard input ends, as when its parent has died.
 */
final class WorkerMain {

  static final String WROTE = "wrote";
  static final String POSTING = "posting";

  private static final Set<String> WRITES = Set.of("updateItem", "transactWriteItems");
  private static final Duration POLL = Duration.ofMillis(100);
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private WorkerMain() {}

  /**
   * Runs a worker; the arguments are the engine's address, the table, the lease in milliseconds and
   * the limit of write units per second; and, for a worker with the subscriber {@link #POSTING},
   * where it posts a line with the log and the id of each event.
   */
  public static void main(String[] args) throws IOException {
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withLease(Duration.ofMillis(Long.parseLong(args[2])))
            .withWriteUnits(Integer.parseInt(args[3]))
            .withPoll(POLL);
    if (args.length > 4) {
      settings = settings.withSubscriber(posting(URI.create(args[4])));
    }
    DynamoDbClient client = telling(FaultEndpoint.client(URI.create(args[0])));
    try (Worker worker = Worker.of(Orgtable.on(client, args[1]), settings, OUT::println)) {
      worker.start();
      while (System.in.read() >= 0) {
        // Nothing is ever written to the input.
      }
    }
  }

  /** Code that posts events, and prints a line for each that was accepted. */
  private static EventSubscriber posting(URI receiver) {
    HttpClient http = HttpClient.newHttpClient();
    return new EventSubscriber() {
      @Override
      public String name() {
        return POSTING;
      }

      @Override
      public void accept(Event event) throws IOException, InterruptedException {
        HttpRequest request =
            HttpRequest.newBuilder(receiver)
                .POST(HttpRequest.BodyPublishers.ofString(event.log() + " " + event.id()))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != HttpURLConnection.HTTP_NO_CONTENT) {
          throw new IOException("status " + status);
        }
        OUT.println(WROTE);
      }
    };
  }

  private static DynamoDbClient telling(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> told(client, method, arguments));
  }

  private static Object told(DynamoDbClient client, Method method, Object[] arguments)
      throws Throwable {
    try {
      Object answer = method.invoke(client, arguments);
      if (WRITES.contains(method.getName())) {
        OUT.println(WROTE);
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
