package dev.orgtable.internal.record;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import java.util.Optional;
import java.util.Set;

/** The open jobs of a source, whose ids are stored on its record. */
public final class PendingJobs {

  public static final String ATTRIBUTE = "jobs";

  /** The number of an organisation's copies that ever moved to another key. */
  public static final String MOVES = "moves";

  private PendingJobs() {}

  /** Adds a job to a change of the source. */
  public static Change begin(Change change, JobId job) {
    return change.add(ATTRIBUTE, Set.of(job.value()));
  }

  public static Set<String> of(Item source) {
    return source.strings(ATTRIBUTE);
  }

  public static long moves(Table table, Key source) {
    return table.get(source, Consistency.STRONG).flatMap(item -> item.number(MOVES)).orElse(0L);
  }

  /** Removes a job from its source, if that exists and has it. */
  public static void end(
      Transaction transaction, Job job, Optional<Item> found, Condition condition) {
    found
        .filter(item -> of(item).contains(job.id().value()))
        .ifPresent(
            item ->
                transaction.update(
                    item.key(),
                    new Change().delete(ATTRIBUTE, Set.of(job.id().value())),
                    condition,
                    Refusals.changed()));
  }

  /** Updates one copy, unless it was deleted, replaced or already is newer. */
  public static void write(Table table, Key copy, Change change, Condition older) {
    try {
      table.write(
          new Transaction().silent().update(copy, change, older, Refusals.changed()).repeatable());
    } catch (ConflictException done) {
      // The copy needs no update.
    }
  }
}
