/** What becomes slower or dearer as a table grows. */
@NullMarked
package dev.orgtable.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
