package dev.orgtable.store;

/**
 * What a run over the whole table came to.
 *
 * @param items how many items were read, in the last pass over the table
 * @param steps how many steps were done, or are planned
 * @param left what is left for a person to decide
 */
public record Summary(long items, long steps, long left) {}
