/** Tests of {@code dev.orgtable.benchmarks.guides}. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.benchmarks.guides;
