package dev.orgtable.store;

/**
 * One step of an upgrade or a repair: what is to be done about one record, was done, or cannot be.
 *
 * @param outcome whether it is planned, done, or left
 * @param code what it is about
 * @param id the record's partition key
 * @param rng the record's sort key
 * @param what what is or was done, or why nothing can be, for a person to read
 */
public record Step<C extends Enum<C>>(Outcome outcome, C code, String id, String rng, String what) {

  /** How a step stands. */
  public enum Outcome {
    /** It is to be done; nothing was changed. */
    PLANNED,
    /** It was done. */
    DONE,
    /** The table does not prove what would be right: a person must decide. */
    LEFT
  }

  @Override
  public String toString() {
    return outcome + " " + code + " " + id + " " + rng + ": " + what;
  }
}
