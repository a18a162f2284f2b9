package dev.orgtable.maintenance;

/**
 * The result of a run over the whole table.
 *
 * @param items the number of items read in the last pass
 * @param steps the number of steps done or planned
 * @param left the number of steps left to a person
 * @param foreign the number of items of other programs seen in the last pass
 */
public record Summary(long items, long steps, long left, long foreign) {

  /** Creates the result of a run without items of other programs. */
  public Summary(long items, long steps, long left) {
    this(items, steps, left, 0);
  }
}
