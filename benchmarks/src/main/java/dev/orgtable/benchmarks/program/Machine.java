package dev.orgtable.benchmarks.program;

import com.sun.management.OperatingSystemMXBean;
import dev.orgtable.benchmarks.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What a section of the page was made by and on. */
final class Machine {

  private static final double GIGABYTE = 1L << 30;

  private Machine() {}

  /**
   * Returns a line for the page with the command, the commit and the day, the JDK and the machine.
   */
  static String line(String part) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "Made by `"
        + settings()
        + "./orgtable bench "
        + part
        + "`"
        + commit()
        + " on "
        + LocalDate.now(ZoneOffset.UTC)
        + ". Run on JDK "
        + System.getProperty("java.version")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + system.getAvailableProcessors()
        + " processors and "
        + Math.round(system.getTotalMemorySize() / GIGABYTE)
        + " GB of memory.";
  }

  /** Returns the environment variables that change what is measured; of paths, only the name. */
  private static String settings() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("ORGTABLE_ENGINE", "ORGTABLE_JAVA_OPTIONS")) {
      String value = System.getenv(name);
      if (value != null) {
        all.append(name).append("='").append(value).append("' ");
      }
    }
    for (String name : List.of("ORGTABLE_DYNOXIDE", "ORGTABLE_PEERS", "ORGTABLE_BEFORE")) {
      if (System.getenv(name) != null) {
        all.append(name).append("=… ");
      }
    }
    return all.toString();
  }

  /**
   * Returns the commit of the checkout; nothing where there is no git, or none of its checkouts.
   */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short=8", "HEAD")
              .directory(Checkout.file("").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader said = git.inputReader()) {
        String name = said.readLine();
        return name == null ? "" : " of " + name;
      }
    } catch (IOException noGit) {
      return "";
    }
  }
}
