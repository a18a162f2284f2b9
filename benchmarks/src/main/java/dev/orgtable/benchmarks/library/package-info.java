/** The library's own time and memory, with no engine below it. */
@NullMarked
package dev.orgtable.benchmarks.library;

import org.jspecify.annotations.NullMarked;
