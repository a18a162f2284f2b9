package dev.orgtable.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of Dynoxide that ends with this one, even if this one is killed. */
final class DynoxideProcess implements AutoCloseable {

  /**
   * Runs the next script in a session of its own if {@code setsid} exists, so that Ctrl-C or a
   * signal to our process group ends neither the engine before us nor its watcher alone.
   */
  private static final String APART = "exec $(command -v setsid) /bin/sh -c \"$0\" \"$@\"";

  /**
   * Runs the engine, with a watcher that kills it when the pipe from our process closes. A line in
   * the pipe ends only the watcher.
   */
  private static final String WATCHED =
      """
      exec 3<&0 </dev/null
      ( read -r line <&3 || kill -9 $$ ) >/dev/null 2>&1 &
      exec "$0" "$@" 3<&-
      """;

  private static final String DATABASE = "--db-path";
  private static final String LISTENING = "Dynoxide listening on ";
  private static final List<String> PORT_TAKEN = List.of("already in use", "failed to bind");
  private static final int ATTEMPTS = 10;
  private static final int START_SECONDS = 60;
  private static final int END_SECONDS = 20;
  private static final int LINES_KEPT = 20;
  private static final String ROOT = "root";

  private final Process process;
  private final URI uri;
  private final Deque<String> log = new ConcurrentLinkedDeque<>();
  private final CompletableFuture<Boolean> listening = new CompletableFuture<>();

  private DynoxideProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
    Thread reader = new Thread(this::read, "orgtable-dynoxide-log");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the engine on a free port.
   *
   * @param database the database file; empty for an engine in memory
   * @throws IllegalStateException if it does not start; the message has its output
   */
  static DynoxideProcess start(Path program, Optional<Path> database) {
    return start(program, database, START_SECONDS);
  }

  static DynoxideProcess start(Path program, Optional<Path> database, int seconds) {
    String how = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      DynoxideProcess started = startOnce(program, database);
      boolean open = false;
      try {
        open = started.awaitListening(seconds);
        if (open) {
          return started;
        }
        how = started.awaitEnd();
      } finally {
        if (!open) {
          started.kill();
        }
      }
      if (PORT_TAKEN.stream().noneMatch(how::contains)) {
        break;
      }
    }
    throw new IllegalStateException("Dynoxide does not start: " + how);
  }

  private static DynoxideProcess startOnce(Path program, Optional<Path> database) {
    try {
      InetSocketAddress free = freeAddress();
      String host = free.getAddress().getHostAddress();
      List<String> command = new ArrayList<>();
      command.addAll(List.of("/bin/sh", "-c", APART, WATCHED));
      command.add(program.toAbsolutePath().toString());
      command.addAll(List.of("serve", "--host", host, "--port", Integer.toString(free.getPort())));
      database.ifPresent(file -> command.addAll(List.of(DATABASE, file.toString())));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().retainAll(List.of("PATH"));
      return new DynoxideProcess(
          builder.start(), URI.create("http://" + host + ":" + free.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Dynoxide: " + e.getMessage(), e);
    }
  }

  /**
   * Returns an address that was free a moment ago. Its loopback address is random where the system
   * has all of 127.0.0.0/8, as Linux: a web page cannot find the engine by trying all ports.
   */
  private static InetSocketAddress freeAddress() throws IOException {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    random[0] = 127;
    try {
      return freePort(InetAddress.getByAddress(random));
    } catch (BindException e) {
      return freePort(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
  }

  private static InetSocketAddress freePort(InetAddress host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, host)) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(LISTENING)) {
          listening.complete(true);
        }
        log.add(line);
        if (log.size() > LINES_KEPT) {
          log.poll();
        }
      }
    } catch (IOException e) {
      log.add(e.toString());
    } finally {
      listening.complete(false);
    }
  }

  /** Returns whether the engine listens; not if it ended instead, or takes too long. */
  private boolean awaitListening(int seconds) {
    try {
      return listening.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      kill();
      log.add("it does not listen after " + seconds + " seconds");
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Dynoxide started", e);
    }
  }

  private String awaitEnd() {
    await(END_SECONDS);
    return ended().orElseGet(() -> String.join("; ", log));
  }

  URI uri() {
    return uri;
  }

  /** Returns how the process ended, and what it wrote last; empty while it runs. */
  Optional<String> ended() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of("exit code " + process.exitValue() + ": " + String.join("; ", log));
  }

  @Override
  public void close() {
    dismissWatcher();
    process.destroy();
    if (!await(END_SECONDS)) {
      kill();
    }
  }

  private void kill() {
    process.destroyForcibly();
    await(END_SECONDS);
  }

  private boolean await(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void dismissWatcher() {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write('\n');
    } catch (IOException e) {
      // The process has ended, and its watcher with it.
      return;
    }
  }

  /**
   * Kills the engine of a process that was killed together with its watcher. Of other users, only
   * root can have opened the database, which is its owner's alone.
   *
   * @throws IllegalStateException if such a process does not end, or may not be ended
   */
  static void endStale(Path database) {
    Optional<String> ours = ProcessHandle.current().info().user();
    for (ProcessHandle each : (Iterable<ProcessHandle>) ProcessHandle.allProcesses()::iterator) {
      if (isOf(each, database)) {
        Optional<String> user = each.info().user();
        if (user.equals(ours) || isRoot(ours) || isRoot(user)) {
          end(each);
        }
      }
    }
  }

  private static boolean isRoot(Optional<String> user) {
    return user.filter(ROOT::equals).isPresent();
  }

  private static void end(ProcessHandle stale) {
    stale.destroyForcibly();
    try {
      stale.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "its engine, process " + stale.pid() + ", still runs and cannot be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an engine ended", e);
    }
  }

  private static boolean isOf(ProcessHandle process, Path database) {
    List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
    int option = arguments.indexOf(DATABASE);
    return option > 0 && arguments.indexOf(database.toString()) == option + 1;
  }
}
