/** How long it takes to the first answer. */
@NullMarked
package dev.orgtable.benchmarks.start;

import org.jspecify.annotations.NullMarked;
