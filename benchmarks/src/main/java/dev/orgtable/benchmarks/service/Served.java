package dev.orgtable.benchmarks.service;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.settings.ServerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** The server in a process of its own, which runs until its input ends. Argument: the endpoint. */
final class Served {

  static final String READY = "port ";

  private static final int MOST_A_MINUTE = 100_000_000;

  private Served() {}

  /** Runs the server. */
  public static void main(String[] arguments) throws IOException {
    PrintStream told = Child.output();
    ServerSettings settings =
        new ServerSettings(
            Acme.TABLE, InetAddress.getLoopbackAddress(), 0, Optional.empty(), MOST_A_MINUTE);
    OrgtableServer server =
        OrgtableServer.start(
            Acme.client(Apache5HttpClient.create(), URI.create(arguments[0])),
            settings,
            Map.of("logging.level.root", "error", "logging.level.dev.orgtable", "error"));
    told.println(READY + server.port());
    while (System.in.read() >= 0) {
      // The parent sends nothing.
    }
    System.exit(0);
  }
}
