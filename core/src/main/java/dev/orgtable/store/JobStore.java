package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.JobNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.secret.Sha256;
import dev.orgtable.job.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations on background jobs, which a {@link Worker} runs. */
public final class JobStore {

  private final Context context;

  /** Creates the operations; see {@link Orgtable#jobs}. */
  public JobStore(Context context) {
    this.context = context;
  }

  /**
   * Returns a job. A completed one is kept for 7 days. Costs 1 read unit.
   *
   * @throws JobNotFound if the job does not exist
   */
  public Job get(JobId job) {
    return context.observe(
        "jobs.get",
        table -> find(table, job).map(JobRecord::job).orElseThrow(() -> new JobNotFound(job)));
  }

  /**
   * Returns a job that was started on behalf of a user; see {@link Orgtable#by}. Costs 1 read unit.
   *
   * @throws JobNotFound if the job does not exist or was not started by this user
   */
  public Job get(JobId job, EmailAddress startedBy) {
    return context.observe(
        "jobs.get",
        table ->
            find(table, job)
                .filter(
                    record -> record.startedBy().equals(Optional.of(Sha256.of(startedBy.value()))))
                .map(JobRecord::job)
                .orElseThrow(() -> new JobNotFound(job)));
  }

  private static Optional<JobRecord> find(Table table, JobId job) {
    Key key = JobRecord.key(job);
    return table
        .get(key, Consistency.STRONG)
        .map(item -> JobRecord.from(item).orElseThrow(() -> Layout.unreadable(key)));
  }

  /**
   * Returns a page of open jobs in order of their start, or of completed ones in order of
   * completion. Eventually consistent: a new job may be missing at first.
   */
  public Page<Job> list(Job.State state, PageRequest page) {
    String prefix = state == Job.State.OPEN ? JobRecord.OPEN : JobRecord.DONE;
    return context.observe(
        "jobs.list",
        table ->
            CursorPages.page(
                table,
                "jobs",
                QuerySpec.of(Directory.INDEX, Directory.JOBS, prefix),
                page,
                found -> read(table, state, found)));
  }

  private static List<Job> read(Table table, Job.State state, List<Item> found) {
    List<Key> keys = found.stream().map(Item::key).toList();
    Map<Key, Item> items = RecordTypes.readable(table.getAny(keys, Consistency.STRONG));
    return keys.stream()
        .flatMap(key -> Stream.ofNullable(items.get(key)))
        .flatMap(item -> JobRecord.from(item).stream())
        .map(JobRecord::job)
        .filter(job -> job.state() == state)
        .toList();
  }
}
