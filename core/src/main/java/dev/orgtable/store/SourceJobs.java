package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.store.Refusal.Changed;
import java.util.Optional;
import java.util.Set;

/** The jobs that still write a source's copies, as the source's record names them. */
final class SourceJobs {

  static final String ATTRIBUTE = "jobs";

  /** How many of an organisation's copies ever moved to another key, on its record. */
  static final String MOVES = "moves";

  private SourceJobs() {}

  /** Changes a source so that it names one more. */
  static Change begin(Change change, JobId job) {
    return change.add(ATTRIBUTE, Set.of(job.value()));
  }

  static Set<String> of(Item source) {
    return source.strings(ATTRIBUTE);
  }

  static long moves(Table table, Key source) {
    return table.get(source, Consistency.STRONG).flatMap(item -> item.number(MOVES)).orElse(0L);
  }

  /** Ends a job at a source that stands, if it does. */
  static void end(Transaction transaction, Job job, Optional<Item> found, Condition condition) {
    found
        .filter(item -> of(item).contains(job.id().value()))
        .ifPresent(
            item ->
                transaction.update(
                    item.key(),
                    new Change().delete(ATTRIBUTE, Set.of(job.id().value())),
                    condition,
                    Refusal.changed()));
  }

  /** Writes one copy; not if it is gone, another's by now, or newer already. */
  static void write(Table table, Key copy, Change change, Condition older) {
    try {
      table.step(new Transaction().update(copy, change, older, Refusal.changed()).repeatable());
    } catch (Changed done) {
      // There is nothing to be done to it.
    }
  }
}
