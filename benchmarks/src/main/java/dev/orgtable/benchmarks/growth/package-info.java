/** Measures how time and cost change as a table grows. */
@NullMarked
package dev.orgtable.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
