@NullMarked
package dev.orgtable.benchmarks;

import org.jspecify.annotations.NullMarked;
