package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Key;
import java.util.Set;

/**
 * One step of an upgrade or a repair: what is to be done about one record, was done, or cannot be.
 *
 * @param outcome whether it is planned, done, or left
 * @param code what it is about
 * @param id the record's partition key
 * @param rng the record's sort key
 * @param what what is or was done, or why nothing can be, for a person to read
 * @param choices what a person can decide, where it is left; often nothing
 * @param seen what such a decision is about; see {@link Decision}
 */
public record Step<C extends Enum<C>>(
    Outcome outcome,
    C code,
    String id,
    String rng,
    String what,
    Set<Decision.Word> choices,
    String seen) {

  /** Copies the choices. */
  public Step {
    choices = Set.copyOf(choices);
  }

  static <C extends Enum<C>> Step<C> of(C code, Key key, String what, boolean apply) {
    Outcome outcome = apply ? Outcome.DONE : Outcome.PLANNED;
    return new Step<>(outcome, code, key.id(), key.rng(), what, Set.of(), "");
  }

  static <C extends Enum<C>> Step<C> left(C code, Key key, String why) {
    return new Step<>(Outcome.LEFT, code, key.id(), key.rng(), why, Set.of(), "");
  }

  static <C extends Enum<C>> Step<C> gone(C code, Key key) {
    String what =
        "decided, but nothing stands there: it was dealt with already, or the key is wrong";
    return new Step<>(Outcome.GONE, code, key.id(), key.rng(), what, Set.of(), "");
  }

  /** How a step stands. */
  public enum Outcome {
    /** It is to be done; nothing was changed. */
    PLANNED,
    /** It was done. */
    DONE,
    /** The table does not prove what would be right: a person must decide. */
    LEFT,
    /** An item of another program: it is told and left alone. */
    FOREIGN,
    /** What was decided about is not there: it was dealt with already, or its key is wrong. */
    GONE
  }

  @Override
  public String toString() {
    return outcome + " " + code + " " + id + " " + rng + ": " + what;
  }
}
