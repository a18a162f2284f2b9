package dev.orgtable.dynamodb;

/**
 * An operation on the table: it reads, and decides what is to be written and answered. It writes
 * nothing itself, so that it can be run again on each conflict, and tested without a table.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface Operation<T> {

  /** Reads and decides; throws what the operation is refused with. */
  Decision<T> decide(Reads reads);
}
