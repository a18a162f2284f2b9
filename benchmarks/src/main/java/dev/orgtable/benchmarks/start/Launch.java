package dev.orgtable.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fresh process, watched until it prints a line. */
final class Launch {

  private static final double NANOS_A_MILLI = 1e6;

  private Launch() {}

  /**
   * What was seen of a process.
   *
   * @param millis from its start to the line
   * @param cpuMillis how much processor time it had taken then
   * @param megabytes its resident memory then
   */
  record Seen(double millis, double cpuMillis, double megabytes) {}

  /**
   * Starts a process, waits for a line that begins so, and stops it.
   *
   * @throws IllegalStateException if it ends without that line
   */
  static Seen until(String beginning, List<String> command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.startsWith(beginning)) {
        said.add(line);
        line = output.readLine();
      }
      double millis = (System.nanoTime() - start) / NANOS_A_MILLI;
      if (line == null) {
        throw new IllegalStateException(command + " said: " + said);
      }
      return new Seen(millis, cpuMillis(process), megabytes(process));
    } finally {
      process.destroy();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Starts a process and waits for its end.
   *
   * @throws IllegalStateException if it fails
   */
  static void toTheEnd(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (BufferedReader output = process.inputReader()) {
      List<String> said = output.lines().toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " said: " + said);
      }
    }
  }

  private static double cpuMillis(Process process) {
    return process.info().totalCpuDuration().map(each -> (double) each.toMillis()).orElse(0.0);
  }

  private static double megabytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
            .findFirst()
            .orElse(0)
        : 0;
  }
}
