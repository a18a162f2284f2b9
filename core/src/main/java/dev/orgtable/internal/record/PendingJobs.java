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

/** The jobs that still write a source's copies, as the source's record names them. */
public final class PendingJobs {

  public static final String ATTRIBUTE = "jobs";

  /** How many of an organisation's copies ever moved to another key, on its record. */
  public static final String MOVES = "moves";

  private PendingJobs() {}

  /** Changes a source so that it names one more. */
  public static Change begin(Change change, JobId job) {
    return change.add(ATTRIBUTE, Set.of(job.value()));
  }

  public static Set<String> of(Item source) {
    return source.strings(ATTRIBUTE);
  }

  public static long moves(Table table, Key source) {
    return table.get(source, Consistency.STRONG).flatMap(item -> item.number(MOVES)).orElse(0L);
  }

  /** Ends a job at a source that stands, if it does. */
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

  /** Writes one copy; not if it is gone, another's by now, or newer already. */
  public static void write(Table table, Key copy, Change change, Condition older) {
    try {
      table.write(new Transaction().update(copy, change, older, Refusals.changed()).repeatable());
    } catch (ConflictException done) {
      // There is nothing to be done to it.
    }
  }
}
