/** Tests of {@code dev.orgtable.benchmarks.growth}. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.benchmarks.growth;
