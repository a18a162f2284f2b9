/** Compares the server with that of an earlier version. */
@NullMarked
package dev.orgtable.benchmarks.versions;

import org.jspecify.annotations.NullMarked;
