/** Measures the requests and capacity units of each operation, and computes the monthly cost. */
@NullMarked
package dev.orgtable.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
