/** Tests of {@code dev.orgtable.benchmarks.library}. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.benchmarks.library;
