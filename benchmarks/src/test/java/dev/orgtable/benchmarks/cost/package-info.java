/** Tests of {@code dev.orgtable.benchmarks.cost}. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.benchmarks.cost;
