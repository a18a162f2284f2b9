package dev.orgtable.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor time of processes with all their descendants, from {@code /proc} of Linux. */
public final class CpuTime {

  /** Linux counts in hundredths of a second on every architecture that we use. */
  private static final double MILLIS_A_TICK = 10;

  /** The place of {@code utime} after the name; see proc(5). */
  private static final int USER_TIME = 11;

  private static final int TIMES = 4;

  private CpuTime() {}

  /**
   * Returns the processor time of a process and its descendants, in ms. That of a descendant that
   * has ended is included if its parent waited for it, as servers do.
   */
  public static double millis(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants())
            .mapToLong(each -> ticks(each.pid()))
            .sum()
        * MILLIS_A_TICK;
  }

  private static long ticks(long pid) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException ended) {
      return 0;
    }
    return ticks(stat);
  }

  /**
   * Returns the sum of utime, stime, cutime and cstime of a line of {@code /proc/PID/stat}. The
   * name, in parentheses, may contain anything.
   */
  static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    return Stream.of(fields).skip(USER_TIME).limit(TIMES).mapToLong(Long::parseLong).sum();
  }
}
