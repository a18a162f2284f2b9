/** Measures the server behind an engine that answers as slowly as one on a network. */
@NullMarked
package dev.orgtable.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
