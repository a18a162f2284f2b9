package dev.orgtable.benchmarks.clients;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Asks one question many times, in a process of its own, and prints what that took: processor time
 * of the whole process and memory of the calling threads for each call, calls a second, and the
 * time that one call in a hundred exceeds. Told the endpoint, which HTTP client, and whether each
 * request brings its time limits.
 */
final class Caller {

  private static final int THREADS = 2;
  private static final int WARM_UP = 6_000;
  private static final int CALLS = 6_000;
  private static final double NANOS_A_MICRO = 1e3;
  private static final double NANOS_A_SECOND = 1e9;

  private final Orgtable orgtable;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Caller(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /** Makes the calls. */
  public static void main(String[] arguments) throws Exception {
    DynamoDbClient client = Acme.client(http(arguments[1]), URI.create(arguments[0]));
    Settings settings =
        arguments[2].equals("each")
            ? Settings.DEFAULT.withTimeouts(Duration.ofSeconds(9), Duration.ofSeconds(3))
            : Settings.DEFAULT;
    new Caller(Orgtable.on(client, Acme.TABLE, settings)).measure();
  }

  private static SdkHttpClient http(String name) {
    return name.equals("apache5") ? Apache5HttpClient.create() : UrlConnectionHttpClient.create();
  }

  private void measure() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    callAll(pool, WARM_UP);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    List<Part> parts = callAll(pool, CALLS);
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    double micros = (process.getProcessCpuTime() - cpu) / NANOS_A_MICRO;
    double bytes = parts.stream().mapToLong(Part::bytes).sum();
    long[] nanos = parts.stream().flatMapToLong(part -> Arrays.stream(part.nanos())).toArray();
    Arrays.sort(nanos);
    System.out.println(
        "took "
            + micros / CALLS
            + " "
            + bytes / CALLS
            + " "
            + CALLS / seconds
            + " "
            + nanos[nanos.length * 99 / 100] / NANOS_A_MICRO);
    System.exit(0);
  }

  private List<Part> callAll(ExecutorService pool, int calls) throws Exception {
    Callable<Part> share = () -> call(calls / THREADS);
    List<Part> parts = new ArrayList<>();
    for (Future<Part> part : pool.invokeAll(Collections.nCopies(THREADS, share))) {
      parts.add(part.get());
    }
    return parts;
  }

  private Part call(int calls) {
    long[] nanos = new long[calls];
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      if (!Acme.check(orgtable)) {
        throw new IllegalStateException("the member is none");
      }
      nanos[i] = System.nanoTime() - start;
    }
    return new Part(nanos, threads.getCurrentThreadAllocatedBytes() - before);
  }

  /** What one thread saw. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Part(long[] nanos, long bytes) {}
}
