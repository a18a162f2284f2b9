package dev.orgtable.benchmarks.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JVM stores at one start for the next.
 *
 * @param name the suffix for the list of results; empty for none
 * @param write the options that write the archive; empty for none
 * @param read the options that use it
 */
record Archive(String name, List<String> write, List<String> read) {

  /** The first JDK whose cache includes linked classes and profiles (JEP 514, JEP 515). */
  private static final int AOT_CACHE = 25;

  /** Returns the variants: none, class-data sharing, and the AOT cache if the JDK supports it. */
  static List<Archive> of(Jdk jdk, Path file) {
    String shared = file + "-" + jdk.version() + ".jsa";
    String cache = file + "-" + jdk.version() + ".aot";
    List<Archive> all = new ArrayList<>();
    all.add(new Archive("", List.of(), List.of()));
    all.add(
        new Archive(
            ", class-data sharing",
            List.of("-XX:ArchiveClassesAtExit=" + shared),
            List.of("-XX:SharedArchiveFile=" + shared, "-Xlog:cds=off")));
    if (jdk.version() >= AOT_CACHE) {
      all.add(
          new Archive(
              ", AOT cache",
              List.of("-XX:AOTCacheOutput=" + cache),
              List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off")));
    }
    return all;
  }

  boolean isWritten() {
    return !write.isEmpty();
  }
}
