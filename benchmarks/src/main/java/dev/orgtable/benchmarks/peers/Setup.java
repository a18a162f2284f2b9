package dev.orgtable.benchmarks.peers;

import dev.orgtable.benchmarks.Checkout;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the programs of {@code benchmarks/peers}.
 *
 * @param directory what {@code benchmarks/peers/install} was given
 */
record Setup(Path directory) {

  /** The environment variable that names the directory. */
  static final String VARIABLE = "ORGTABLE_PEERS";

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(4);
  private static final long NAP_MILLIS = 300;

  /**
   * Validates the directory.
   *
   * @throws IllegalArgumentException if the peers are not installed in it
   */
  Setup {
    for (String each : List.of("keycloak/bin/kc.sh", "better-auth/node_modules/better-auth")) {
      if (!Files.exists(directory.resolve(each))) {
        throw new IllegalArgumentException(
            directory + " has no " + each + "; run benchmarks/peers/install " + directory);
      }
    }
  }

  /**
   * Returns the directory that the environment names.
   *
   * @throws IllegalArgumentException if there is none, or the peers are not installed in it
   */
  static Setup ofEnvironment() {
    String directory = System.getenv(VARIABLE);
    if (directory == null || directory.isEmpty()) {
      throw new IllegalArgumentException(
          VARIABLE + " names no directory; run benchmarks/peers/install DIRECTORY first");
    }
    return new Setup(Path.of(directory).toAbsolutePath().normalize());
  }

  /** Returns a port of the loopback interface that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts PostgreSQL, which has answered when this returns. */
  Child postgres(int port) throws IOException {
    Child postgres = script("postgres", port);
    postgres.after("ready");
    return postgres;
  }

  /** Starts one of the scripts; its first argument is the directory. */
  Child script(String name, int... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "JAVA_HOME=" + javaHome()));
    command.add(file(name).toString());
    command.add(directory.toString());
    for (int argument : arguments) {
      command.add(Integer.toString(argument));
    }
    return Child.command(command);
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  /** Returns a file of ours. */
  static Path file(String name) {
    return Checkout.file("benchmarks/peers").resolve(name);
  }

  /**
   * Waits until a server answers.
   *
   * @throws IllegalStateException if its process ends, or it takes longer than 4 minutes
   */
  static void await(Child process, Wire wire, String path)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException(wire.server() + " ended; see the logs in the directory");
      }
      try {
        wire.send(wire.request("GET", path));
        return;
      } catch (IOException | IllegalStateException notYet) {
        Thread.sleep(NAP_MILLIS);
      }
    }
    throw new IllegalStateException(wire.server() + " does not answer");
  }
}
