@NullMarked
package dev.orgtable.benchmarks.program;

import org.jspecify.annotations.NullMarked;
