/** Tests of what stands in {@code dev.orgtable.benchmarks.growth}. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.benchmarks.growth;
