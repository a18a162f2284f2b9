package dev.orgtable.benchmarks.cost;

import dev.orgtable.store.Orgtable;
import java.util.function.Consumer;

/**
 * An operation to measure.
 *
 * @param name the name
 * @param call the call to measure
 * @param floor the minimum that the table design requires
 * @param original the cost in the original Go program, as measured; "–" if it has no such operation
 * @param buys what the difference pays for; empty if there is none
 */
record Operation(
    String name, Consumer<Orgtable> call, String floor, String original, String buys) {}
