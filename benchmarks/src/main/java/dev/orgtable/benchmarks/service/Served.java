package dev.orgtable.benchmarks.service;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.settings.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * The server in a process of its own, which runs until its input ends. Each line of input is
 * answered with the highest number of threads since the last. Arguments: the endpoint, and
 * properties of Spring Boot, such as {@code logging.level.root=warn}. The system property {@code
 * orgtable.bench.connections} limits connections to the engine; default: as {@code serve}.
 */
public final class Served {

  /** What precedes the port. */
  public static final String READY = "port ";

  private static final int CONNECTIONS = Integer.getInteger("orgtable.bench.connections", 2_000);

  private static final int MOST_A_MINUTE = 100_000_000;

  private Served() {}

  /** Runs the server. */
  public static void main(String[] arguments) throws IOException {
    PrintStream output = Child.output();
    ServerSettings settings =
        new ServerSettings(
            Acme.TABLE, InetAddress.getLoopbackAddress(), 0, Optional.empty(), MOST_A_MINUTE);
    OrgtableServer server =
        OrgtableServer.start(
            Acme.client(
                Apache5HttpClient.builder().maxConnections(CONNECTIONS).build(),
                URI.create(arguments[0])),
            settings,
            properties(arguments));
    output.println(READY + server.port());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      output.println(threads.getPeakThreadCount());
      threads.resetPeakThreadCount();
    }
    System.exit(0);
  }

  private static Map<String, String> properties(String[] arguments) {
    Map<String, String> properties =
        new HashMap<>(Map.of("logging.level.root", "error", "logging.level.dev.orgtable", "error"));
    Stream.of(arguments)
        .skip(1)
        .map(each -> each.split("=", 2))
        .forEach(each -> properties.put(each[0], each[1]));
    return properties;
  }
}
