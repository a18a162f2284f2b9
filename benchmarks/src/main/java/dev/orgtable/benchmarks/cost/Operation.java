package dev.orgtable.benchmarks.cost;

import dev.orgtable.store.Orgtable;
import java.util.function.Consumer;

/**
 * An operation to measure.
 *
 * @param name what it is called
 * @param call does it
 * @param floor what the pattern needs at least, from the design of the table
 * @param original what the original Go program uses, as it was measured; "–" where it has no such
 *     operation
 * @param buys what the difference to both buys; empty where there is none
 */
record Operation(
    String name, Consumer<Orgtable> call, String floor, String original, String buys) {}
