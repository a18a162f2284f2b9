/** The command line of the benchmarks, and the page that they write. */
@NullMarked
package dev.orgtable.benchmarks.program;

import org.jspecify.annotations.NullMarked;
