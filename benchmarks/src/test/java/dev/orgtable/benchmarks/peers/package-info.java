/** Tests of {@code dev.orgtable.benchmarks.peers}. */
@org.jspecify.annotations.NullMarked
package dev.orgtable.benchmarks.peers;
