package dev.orgtable.benchmarks.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JVM keeps from one start for the next.
 *
 * @param name how it is called in a list, after a comma; empty for nothing
 * @param write options to write it; empty if there is none
 * @param read options to start with it
 */
record Archive(String name, List<String> write, List<String> read) {

  /** The first JDK that keeps linked classes and profiles too (JEP 514, JEP 515). */
  private static final int AOT_CACHE = 25;

  /** Returns nothing, class-data sharing, and the AOT cache where the JDK has one. */
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
