/** What each operation costs in requests and capacity units, and what that makes a month. */
@NullMarked
package dev.orgtable.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
