package dev.orgtable.benchmarks.program;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The machine that the benchmarks run on. */
final class Machine {

  private static final double GIGABYTE = 1L << 30;

  private Machine() {}

  /** Returns a line for the page with the JDK and the machine. */
  static String line() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "Run on JDK "
        + System.getProperty("java.version")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + system.getAvailableProcessors()
        + " processors and "
        + Math.round(system.getTotalMemorySize() / GIGABYTE)
        + " GB of memory.";
  }
}
