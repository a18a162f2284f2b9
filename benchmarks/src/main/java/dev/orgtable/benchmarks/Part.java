package dev.orgtable.benchmarks;

import java.nio.file.Path;

/** One part of the benchmarks. */
public interface Part {

  /**
   * Measures.
   *
   * @param plots the directory where plots are written
   * @return the part's section of the page, in Markdown
   */
  String measure(Path plots) throws Exception;
}
