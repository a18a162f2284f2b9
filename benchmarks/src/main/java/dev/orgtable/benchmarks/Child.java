package dev.orgtable.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process started by the benchmarks. Neither it nor its descendants outlive them, and waiting for
 * it is bounded.
 */
public final class Child implements AutoCloseable {

  /** Environment variables for the benchmarks alone: the program refuses those it does not know. */
  private static final Set<String> OF_BENCHMARKS = Set.of("ORGTABLE_PEERS", "ORGTABLE_BEFORE");

  private static final long PATIENCE_SECONDS = 120;
  private static final int LINES_OF_A_FAILURE = 20;
  private static final long MOMENT_SECONDS = 10;

  private static boolean over;

  private final List<String> command;
  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;

  private Child(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Starts a class of this module; its standard error is inherited. */
  public static Child program(List<String> options, Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(Arrays.asList(arguments));
    return start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** Starts a command; its standard error is merged into its output. */
  public static Child command(List<String> command) throws IOException {
    return start(new ProcessBuilder(command).redirectErrorStream(true));
  }

  static synchronized Child start(ProcessBuilder builder) throws IOException {
    if (over) {
      throw new IllegalStateException("the benchmarks are shutting down");
    }
    builder.environment().keySet().removeAll(OF_BENCHMARKS);
    return new Child(builder.command(), builder.start());
  }

  /** Returns the path of the java launcher that runs this process. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Kills all descendant processes, and prevents further starts. */
  public static void endAll() {
    synchronized (Child.class) {
      over = true;
    }
    end(ProcessHandle.current().descendants().toList());
  }

  private static void end(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroy);
    waitAMoment(processes);
    processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    waitAMoment(processes);
  }

  private static void waitAMoment(List<ProcessHandle> processes) {
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .orTimeout(MOMENT_SECONDS, TimeUnit.SECONDS)
        .handle((ended, late) -> true)
        .join();
  }

  /** Returns the stream for messages to the parent; other output of libraries is redirected. */
  public static PrintStream output() {
    PrintStream output = System.out;
    System.setOut(System.err);
    return output;
  }

  /**
   * Returns the rest of the next line with this prefix.
   *
   * @throws IllegalStateException if the process exits without it, or does not write it within 2
   *     minutes
   */
  public String after(String beginning) throws IOException {
    List<String> said = new ArrayList<>();
    CompletableFuture<Void> limit = limit();
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(beginning)) {
          return line.substring(beginning.length());
        }
        said.add(line);
      }
      throw failure(said);
    } finally {
      limit.cancel(false);
    }
  }

  /**
   * Forgets what the process writes from now on, on a thread of its own: a process whose output
   * nobody reads stops once the pipe is full.
   */
  public void forgetOutput() {
    Thread reader =
        new Thread(
            () -> {
              try {
                output.transferTo(Writer.nullWriter());
              } catch (IOException ended) {
                // The process has ended, or was closed.
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  /** Writes a line and returns the next line of output. */
  public String ask(String line) throws IOException {
    input.println(line);
    return after("");
  }

  /**
   * Closes the input and waits for the process to exit.
   *
   * @throws IllegalStateException if it fails, or does not exit within 2 minutes
   */
  public void finish() throws IOException, InterruptedException {
    input.close();
    CompletableFuture<Void> limit = limit();
    try {
      List<String> said = output.lines().toList();
      if (process.waitFor() != 0) {
        throw failure(said);
      }
    } finally {
      limit.cancel(false);
    }
  }

  private CompletableFuture<Void> limit() {
    return CompletableFuture.runAsync(
        () -> {
          System.err.println("bench: " + command + " was killed: no result within 2 minutes");
          process.toHandle().destroyForcibly();
        },
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private IllegalStateException failure(List<String> said) {
    List<String> last = said.subList(Math.max(0, said.size() - LINES_OF_A_FAILURE), said.size());
    return new IllegalStateException(command + " exited; the end of its output: " + last);
  }

  /** Returns its processor time, in µs. */
  public double cpuMicros() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
  }

  /** Returns its processor time and that of its descendants, in ms. */
  public double cpuMillisOfTree() {
    return CpuTime.millis(process.toHandle());
  }

  /** Returns whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    input.close();
    end(Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList());
    output.close();
  }
}
