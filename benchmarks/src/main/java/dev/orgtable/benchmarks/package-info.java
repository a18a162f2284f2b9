/** Measures cost, time and memory by real calls, and writes the results to a page. */
@NullMarked
package dev.orgtable.benchmarks;

import org.jspecify.annotations.NullMarked;
