/** Measures the time to the first response. */
@NullMarked
package dev.orgtable.benchmarks.start;

import org.jspecify.annotations.NullMarked;
