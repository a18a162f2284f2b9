package dev.orgtable.benchmarks;

import java.nio.file.Path;

/** One part of the benchmarks. */
public interface Part {

  /**
   * Measures.
   *
   * @param plots the directory where plots are written
   * @param scratch a directory for files that are not kept
   * @return the part's section of the page, in Markdown
   */
  String measure(Path plots, Path scratch) throws Exception;
}
