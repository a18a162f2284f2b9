/** Measures what the HTTP server adds to the cost of the library. */
@NullMarked
package dev.orgtable.benchmarks.service;

import org.jspecify.annotations.NullMarked;
