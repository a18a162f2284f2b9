package dev.orgtable.contracts.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A {@link WorkerMain} in a process of its own. */
final class WorkerProcess {

  /** Options for a fast start, since the JVM does not live long. */
  private static final List<String> BRIEF =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param arguments the arguments of {@link WorkerMain}
   * @param wrote called for each write, on a thread of the process
   */
  static WorkerProcess start(List<String> arguments, Consumer<WorkerProcess> wrote) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(BRIEF);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      WorkerProcess worker = new WorkerProcess(process);
      Thread reader = new Thread(() -> worker.read(wrote), "output of a worker");
      reader.setDaemon(true);
      reader.start();
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("SystemOut") // for people to read: failures in another process
  private void read(Consumer<WorkerProcess> wrote) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(WorkerMain.WROTE)) {
          wrote.accept(this);
        } else {
          System.out.println("worker " + process.pid() + ": " + line);
        }
      }
    } catch (IOException closed) {
      // It was killed.
    }
  }

  /** Kills it as {@code kill -9} does and waits until it has ended. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
