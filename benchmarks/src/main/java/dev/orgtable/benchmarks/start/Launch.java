package dev.orgtable.benchmarks.start;

import dev.orgtable.benchmarks.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts a process and measures it until it prints a line. */
final class Launch {

  private static final double NANOS_A_MILLI = 1e6;
  private static final double MICROS_A_MILLI = 1e3;

  private Launch() {}

  /**
   * The measurements of a process.
   *
   * @param millis the time from its start to the line
   * @param cpuMillis the processor time until then
   * @param megabytes the resident memory at that point
   */
  record Seen(double millis, double cpuMillis, double megabytes) {}

  /**
   * Starts a process, waits for a line with this prefix, and stops it.
   *
   * @throws IllegalStateException if it exits without that line
   */
  static Seen until(String beginning, List<String> command) throws IOException {
    long start = System.nanoTime();
    try (Child child = Child.command(command)) {
      child.after(beginning);
      double millis = (System.nanoTime() - start) / NANOS_A_MILLI;
      return new Seen(millis, child.cpuMicros() / MICROS_A_MILLI, megabytes(child.pid()));
    }
  }

  private static double megabytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
            .findFirst()
            .orElse(0)
        : 0;
  }
}
