package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Tombstones;
import java.util.List;
import java.util.Optional;

/**
 * The work of a job: it processes the copies in the partition of their source, in passes by the
 * prefix of their sort key, and then updates the source. Processing a copy is idempotent.
 */
interface BackgroundTask {

  /** Returns the key of the source: an organisation, a service or a user. */
  Key source();

  /**
   * Returns the prefix of the sort keys of each pass. Invitations come before members, since an
   * accepted invitation becomes a member.
   */
  List<String> passes();

  /**
   * Returns the step for the next page of copies; empty if the source was deleted, so that another
   * job processes them.
   */
  Optional<Step> step(Table table);

  /**
   * Adds the writes to the source to the job's last transaction.
   *
   * @param found the item under the source's key, if any
   * @param moves the count of copies moved to other keys, as read when the passes started
   */
  void end(Transaction transaction, Job job, Optional<Item> found, long moves);

  /** Adds the same writes, where they depend on other records than the source. */
  default void end(
      Table table, Transaction transaction, Job job, Optional<Item> found, long moves) {
    end(transaction, job, found, moves);
  }

  /**
   * Returns how many copies ever moved to other keys. A reader of pages may have missed a moved
   * copy under both keys, so that the passes are repeated if the count has changed.
   */
  default long moves(Table table) {
    return 0;
  }

  /** Returns whether copies may be processed in parallel. */
  default boolean parallel() {
    return true;
  }

  /**
   * Returns whether readers must have ended before the job does, as they must where {@link
   * Tombstones} name the source.
   */
  default boolean hasTombstone() {
    return false;
  }

  /**
   * Returns whether these readers are waited for until the deadline of an operation, and not only
   * of a request. An operation may repeat a request in part, and so read the tombstones much later
   * than the copies.
   */
  default boolean waitsForOperations() {
    return false;
  }

  /**
   * Returns whether readers who began before the source changed must have ended before the first
   * copy is processed.
   */
  default boolean waitsFirst() {
    return false;
  }

  /** The processing of one copy. */
  interface Step {
    /** Processes one copy. Idempotent. */
    void copy(Table table, Item item);
  }
}
