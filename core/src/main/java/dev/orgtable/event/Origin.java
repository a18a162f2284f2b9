package dev.orgtable.event;

/**
 * Who makes changes, and why.
 *
 * @param actor who makes them
 * @param cause why
 */
public record Origin(Actor actor, Cause cause) {

  /** Changes through the library, without a known cause. */
  public static final Origin LIBRARY = new Origin(Actor.LIBRARY, Cause.NONE);
}
