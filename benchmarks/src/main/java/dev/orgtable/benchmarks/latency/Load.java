package dev.orgtable.benchmarks.latency;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Callers with a connection each, all served by one thread. */
final class Load implements AutoCloseable {

  private static final double NANOS_A_SECOND = 1e9;
  private static final String GOOD = "HTTP/1.1 200";
  private static final String YES = "\"member\":true";

  private final Loop loop = new Loop();
  private final Latencies latencies = new Latencies();
  private final int connections;
  private final long everyNanos;
  private long countedFrom = Long.MAX_VALUE;

  /**
   * What the callers saw.
   *
   * @param rate answers a second
   * @param median the median latency, in ms
   * @param slowest the 99th percentile of the latency, in ms
   */
  record Seen(double rate, double median, double slowest) {}

  /**
   * Connects the callers.
   *
   * @param request the request that callers repeat
   * @param rate requests a second of all together, evenly spread; 0 for as many as are answered
   */
  Load(URI server, byte[] request, int connections, int rate) throws IOException {
    this.connections = connections;
    this.everyNanos = rate == 0 ? 0 : (long) (NANOS_A_SECOND * connections / rate);
    long start = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.socket().setTcpNoDelay(true);
      Caller caller = new Caller(request);
      caller.connection = loop.add(channel, caller::receive);
      long due = start + everyNanos * i / connections;
      loop.at(due, () -> caller.ask(due));
    }
  }

  /** Makes requests for a while, and then measures for a while. */
  Seen run(Duration before, Duration measured) throws IOException {
    long from = System.nanoTime() + before.toNanos();
    long until = from + measured.toNanos();
    countedFrom = from;
    latencies.clear();
    loop.run(() -> System.nanoTime() >= until);
    if (loop.open() < connections) {
      throw new IllegalStateException(
          "the server closed " + (connections - loop.open()) + " connections");
    }
    return new Seen(
        latencies.count() * NANOS_A_SECOND / measured.toNanos(),
        latencies.percentile(50),
        latencies.percentile(99));
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }

  private final class Caller {

    private final byte[] request;
    private Loop.@Nullable Connection connection;
    private long due;
    private long from;

    Caller(byte[] request) {
      this.request = request;
    }

    /**
     * Sends the next request when it is due. A late timer is the fault of this program, not of the
     * server.
     */
    void ask(long time) throws IOException {
      due = time;
      from = System.nanoTime();
      Objects.requireNonNull(connection).send(request);
    }

    void receive(Message answer) throws IOException {
      if (!answer.head().startsWith(GOOD) || !answer.body().contains(YES)) {
        throw new IllegalStateException("unexpected answer: " + answer);
      }
      long now = System.nanoTime();
      if (now >= countedFrom) {
        latencies.add(now - from);
      }
      long next = everyNanos == 0 ? now : due + everyNanos;
      if (next > now) {
        loop.at(next, () -> ask(next));
      } else {
        ask(next);
        from = next; // The time for it had come while the answer was awaited.
      }
    }
  }
}
