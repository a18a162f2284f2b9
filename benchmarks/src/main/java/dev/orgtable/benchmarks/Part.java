package dev.orgtable.benchmarks;

import java.nio.file.Path;

/** A part of the benchmarks. */
public interface Part {

  /**
   * Runs the measurements.
   *
   * @param plots the directory for plots
   * @param scratch a directory for temporary files
   * @return the section of the page, in Markdown
   */
  String measure(Path plots, Path scratch) throws Exception;
}
