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
 * What a job does: it goes over the copies in one partition, one after the other, in passes by the
 * beginning of their sort key, and then ends at their source. Each copy can be done twice.
 */
interface BackgroundTask {

  /** Returns the source: the organisation, the service or the user. */
  Key source();

  /** Returns the partition in which the copies are found. */
  default String partition() {
    return source().id();
  }

  /**
   * Returns what the sort keys of each pass begin with. An invitation that is accepted becomes a
   * member: invitations come first.
   */
  List<String> passes();

  /**
   * Returns how to do the copies that are read next; empty if the source is gone, and other work
   * does them.
   */
  Optional<Step> step(Table table);

  /**
   * Adds to the last transaction what is to be done to the source.
   *
   * @param found the item in the source's place
   * @param moves how many copies had moved to other keys when the passes began
   */
  void end(Transaction transaction, Job job, Optional<Item> found, long moves);

  /**
   * Returns how many copies ever moved to other keys: who goes through them page by page may have
   * found one at neither place.
   */
  default long moves(Table table) {
    return 0;
  }

  /** Returns whether copies may be done side by side. */
  default boolean parallel() {
    return true;
  }

  /** Returns whether the source is one of {@link Tombstones}. */
  default boolean isEnding() {
    return false;
  }

  /** How to do one copy. */
  interface Step {
    /** Does one copy, which may be done already. */
    void copy(Table table, Item item);
  }
}
