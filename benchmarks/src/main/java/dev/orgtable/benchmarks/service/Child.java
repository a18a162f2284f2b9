package dev.orgtable.benchmarks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this module in a process of its own, which ends with its input. */
final class Child implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final Process process;
  private final Path errors;
  private final BufferedReader output;
  private final PrintWriter input;

  private Child(Process process, Path errors) {
    this.errors = errors;
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  static Child start(Path scratch, Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile(scratch, "errors", ".txt");
    return new Child(new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** Returns where a child tells its parent something; what libraries print goes elsewhere. */
  static PrintStream output() {
    PrintStream output = System.out;
    System.setOut(System.err);
    return output;
  }

  /** Returns what follows in the next line that begins so. */
  String after(String beginning) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      said.add(line);
    }
    throw new IllegalStateException("the process ended: " + said + Files.readString(errors));
  }

  /** Says a line and returns the next one of the answer. */
  String ask(String line) throws IOException {
    input.println(line);
    return after("");
  }

  /** Returns how much processor time it has taken, in µs. */
  double cpuMicros() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
  }

  @Override
  public void close() throws IOException {
    input.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    output.close();
  }
}
