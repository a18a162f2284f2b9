package dev.orgtable.benchmarks.latency;

import dev.orgtable.benchmarks.Child;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * An engine behind a proxy that delays its answers, in a process of its own, which runs until its
 * input ends. A read that was answered once is answered again from memory, so that the engine takes
 * nothing of the processors while the server is measured. A line of input changes the delay; the
 * answer tells what was seen since the line before.
 */
final class DistantEngine {

  /** What precedes the endpoint without a delay. */
  static final String ENGINE = "engine ";

  /** What precedes the endpoint with the delay. */
  static final String READY = "endpoint ";

  private static final Set<String> READS =
      Set.of("DynamoDB_20120810.BatchGetItem", "DynamoDB_20120810.GetItem");
  private static final Set<String> OF_CONNECTION =
      Set.of("host", "content-length", "connection", "expect", "transfer-encoding");
  private static final int BACKLOG = 1024;

  private final URI engine;
  private final Loop loop;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, byte[]> known = new HashMap<>();
  private final Latencies seen = new Latencies();
  private Delay delay = new Delay("", 0, 0, 0);
  private long requests;

  private DistantEngine(URI engine, Loop loop) {
    this.engine = engine;
    this.loop = loop;
  }

  /** Runs the engine. */
  public static void main(String[] arguments) throws IOException {
    PrintStream output = Child.output();
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory();
        Loop loop = new Loop();
        ServerSocketChannel door = ServerSocketChannel.open()) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      DistantEngine proxy = new DistantEngine(engine.uri(), loop);
      daemon(() -> proxy.accept(door));
      daemon(() -> proxy.obey(output));
      output.println(ENGINE + engine.uri());
      output.println(READY + "http://127.0.0.1:" + door.socket().getLocalPort());
      loop.run(() -> false);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocketChannel door) {
    try {
      while (door.isOpen()) {
        SocketChannel channel = door.accept();
        channel.socket().setTcpNoDelay(true);
        loop.soon(() -> add(channel));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(SocketChannel channel) throws IOException {
    Loop.Connection[] self = new Loop.Connection[1];
    self[0] = loop.add(channel, request -> answer(request, self[0]));
  }

  private void answer(Message request, Loop.Connection from) {
    long arrived = System.nanoTime();
    String target = request.header("x-amz-target").orElse("");
    String question = target + "\n" + request.body();
    byte[] answer = known.get(question);
    if (answer != null) {
      answerLater(from, arrived, answer);
      return;
    }
    var unused =
        forward(forwarded(request))
            .whenComplete(
                (response, failure) ->
                    loop.soon(
                        () -> {
                          if (failure != null) {
                            throw new IOException("the engine failed", failure);
                          }
                          byte[] fresh = message(response);
                          if (READS.contains(target)) {
                            known.put(question, fresh);
                          }
                          answerLater(from, arrived, fresh);
                        }));
  }

  /**
   * Sends a request, once more if it fails: the engine closes connections that were idle, and this
   * client repeats no POST by itself.
   */
  private CompletableFuture<HttpResponse<byte[]>> forward(HttpRequest request) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .exceptionallyCompose(
            failure -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  private void answerLater(Loop.Connection to, long arrived, byte[] answer) {
    requests++;
    loop.at(
        arrived + delay.of(requests) * 1_000_000L,
        () -> {
          to.send(answer);
          seen.add(System.nanoTime() - arrived);
        });
  }

  private HttpRequest forwarded(Message request) {
    HttpRequest.Builder same =
        HttpRequest.newBuilder(engine)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Loop.bytes(request.body())));
    request
        .head()
        .lines()
        .skip(1)
        .map(line -> line.split(":", 2))
        .filter(line -> !OF_CONNECTION.contains(line[0].toLowerCase(Locale.ROOT)))
        .forEach(line -> same.header(line[0], line[1].strip()));
    return same.build();
  }

  private static byte[] message(HttpResponse<byte[]> response) {
    Map<String, String> headers = new TreeMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.keySet().removeIf(OF_CONNECTION::contains);
    headers.put("content-length", Integer.toString(response.body().length));
    StringBuilder text = new StringBuilder("HTTP/1.1 " + response.statusCode() + " \r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return Loop.bytes(text + "\r\n" + new String(response.body(), StandardCharsets.ISO_8859_1));
  }

  private void obey(PrintStream output) {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        Delay next = Delay.of(line);
        loop.soon(
            () -> {
              output.println(loop.open() + " " + seen.percentile(50) + " " + seen.percentile(99));
              seen.clear();
              delay = next;
            });
      }
      System.exit(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
