package dev.orgtable.dynamodb;

/**
 * An operation on the table: reads, and decides what to write and return. Writes nothing itself, so
 * that it can be retried on a conflict and tested without a table.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface Operation<T> {

  /** Reads and decides; throws if the operation is refused. */
  Decision<T> decide(Reads reads);
}
