package dev.orgtable.internal.record;

import dev.orgtable.GroupName;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import java.util.Optional;

/**
 * The record {@code ended}: the tombstone in place of an organisation, a user or a service that was
 * deleted, or of a user or a group that moved to another address or name, until the job is done. It
 * is never read as a source, and nothing can be created in its place.
 */
public final class TombstoneRecord {

  public static final String TYP = "ended";
  public static final String ENDED_BY = "endedBy";
  private static final String MOVED_TO = "movedTo";

  private TombstoneRecord() {}

  public static Item item(Key source, JobId job) {
    return Layout.item(source, TYP).with(ENDED_BY, job.value()).build();
  }

  public static Item moved(Key source, JobId job, User moved) {
    return item(source, job)
        .change()
        .with(MOVED_TO, moved.email().value())
        .with(Keys.USER_ID, moved.id().value())
        .build();
  }

  /** Returns the tombstone of a group that was renamed. */
  public static Item renamed(Key source, JobId job, GroupName to) {
    return item(source, job).change().with(MOVED_TO, to.value()).build();
  }

  /** Returns the new name of a group that was renamed; empty for other tombstones. */
  public static Optional<GroupName> newName(Item item) {
    return isMoved(item) && Keys.groupOf(item.key()).isPresent()
        ? Keys.groupName(item.text(MOVED_TO))
        : Optional.empty();
  }

  public static boolean is(Item item) {
    return Layout.is(item, TYP);
  }

  /** Returns whether an item is a tombstone with the id of its job. */
  public static boolean isComplete(Item item) {
    return job(item).isPresent();
  }

  /** Returns whether an item is the tombstone of a user or a group that moved. */
  public static boolean isMoved(Item item) {
    return is(item) && item.value(MOVED_TO).isPresent();
  }

  /** Returns the job that completes the deletion or move; empty if the item is not a tombstone. */
  public static Optional<JobId> job(Item item) {
    return is(item) ? Keys.jobId(item.text(ENDED_BY)) : Optional.empty();
  }

  /** Refuses while there is a tombstone in place of a source. */
  public static void refuse(Reads reads, Key source) {
    reads
        .get(source, Consistency.STRONG)
        .filter(TombstoneRecord::is)
        .ifPresent(
            item -> {
              throw inProgress(item);
            });
  }

  /** Returns the exception for a record whose deletion or move is still in progress. */
  public static RuntimeException inProgress(Item item) {
    JobId job = job(item).orElseThrow(() -> Layout.unreadable(item.key()));
    return new InProgress(Keys.name(item.key()), job);
  }
}
