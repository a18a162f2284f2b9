package dev.orgtable.store;

import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.UserId;
import java.util.Optional;

/**
 * The record {@code ended}: it stands in the place of an organisation, a user or a service that was
 * deleted, or of a user who moved to another address, until the job is done. Nothing reads it as a
 * source, and nothing new can be made in its place.
 */
final class EndedRecord {

  static final String TYP = "ended";
  static final String ENDED_BY = "endedBy";
  private static final String MOVED_TO = "movedTo";

  private EndedRecord() {}

  static Item item(Key source, JobId job) {
    return Item.of(source, TYP).with(ENDED_BY, job.value());
  }

  static Item moved(Key source, JobId job, UserId to) {
    return item(source, job).with(MOVED_TO, to.email());
  }

  static boolean is(Item item) {
    return item.is(TYP);
  }

  /** Returns whether this is such a record, and names its job. */
  static boolean isComplete(Item item) {
    return job(item).isPresent();
  }

  /** Returns whether a user moved to another address. */
  static boolean isMoved(Item item) {
    return is(item) && item.value(MOVED_TO).isPresent();
  }

  /** Returns the job that does what is left; empty if the item is no such record. */
  static Optional<JobId> job(Item item) {
    return is(item) ? JobRecord.id(item.text(ENDED_BY)) : Optional.empty();
  }

  /** Refuses for as long as such a record is in the place of a source. */
  static void refuse(Table table, Key source) {
    table
        .get(source, Consistency.STRONG)
        .filter(EndedRecord::is)
        .ifPresent(
            item -> {
              throw inProgress(item);
            });
  }

  /** Refuses to put something in the place of one that is not gone yet. */
  static RuntimeException inProgress(Item item) {
    JobId job = job(item).orElseThrow(() -> RecordType.unreadable(item.key()));
    return new InProgress(item.key().name(), job);
  }

  /** Removes the record at the end of the job, if it is still there. */
  static void remove(Transaction transaction, Optional<Item> found, JobId job) {
    found
        .filter(item -> job(item).filter(job::equals).isPresent())
        .ifPresent(
            item ->
                transaction.delete(item.key(), Condition.ended(job.value()), Refusal.changed()));
  }
}
