/** Compares HTTP clients of the SDK and their settings. */
@NullMarked
package dev.orgtable.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
