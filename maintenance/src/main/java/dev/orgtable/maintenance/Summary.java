package dev.orgtable.maintenance;

/**
 * What a run over the whole table came to.
 *
 * @param items how many items were read, in the last pass over the table
 * @param steps how many steps were done, or are planned
 * @param left what is left for a person to decide
 * @param foreign how many items of other programs were seen, in the last pass, and left alone
 */
public record Summary(long items, long steps, long left, long foreign) {

  /** What a run came to in a table that no other program uses. */
  public Summary(long items, long steps, long left) {
    this(items, steps, left, 0);
  }
}
