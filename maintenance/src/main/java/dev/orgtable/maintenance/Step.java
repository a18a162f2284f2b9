package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Key;
import java.util.Set;

/**
 * One step of an upgrade or a repair, concerning one record.
 *
 * @param outcome whether it is planned, done, or left
 * @param code the kind of step
 * @param id the record's partition key
 * @param rng the record's sort key
 * @param what a description, or the reason why nothing can be done, for people
 * @param choices the possible decisions, if it is left to a person; often none
 * @param seen the state that a decision refers to; see {@link Decision}
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
    String what = "decided, but there is no such item: it was already handled, or the key is wrong";
    return new Step<>(Outcome.GONE, code, key.id(), key.rng(), what, Set.of(), "");
  }

  /** The outcome of a step. */
  public enum Outcome {
    /** Planned; nothing was changed. */
    PLANNED,
    /** Done. */
    DONE,
    /** Left to a person, since the table does not prove what is right. */
    LEFT,
    /** An item of another program: reported, and left alone. */
    FOREIGN,
    /** The item of a decision does not exist: it was already handled, or its key is wrong. */
    GONE
  }

  @Override
  public String toString() {
    return outcome + " " + code + " " + id + " " + rng + ": " + what;
  }
}
