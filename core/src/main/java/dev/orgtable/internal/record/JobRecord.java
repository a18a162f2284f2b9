package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The record {@code job}: a background job, its progress and its lease. Jobs are listed in the
 * directory.
 *
 * @param job the public view of the job
 * @param pass the current pass over the copies, from 0
 * @param after the sort key of the last copy processed in this pass; empty at its start
 * @param moves the source's count of copies moved to other keys, as read when the passes started
 * @param startedBy the SHA-256 of the address of the user who started it, if given
 * @param origin who started it, for the events of what it changes; null if nobody is known
 */
public record JobRecord(
    Job job,
    int pass,
    String after,
    long moves,
    Optional<String> startedBy,
    @Nullable AttributeValue origin) {

  public static final String TYP = "job";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.JOBS, Keys.JOB)
          .owning(key -> Keys.jobOf(key).isPresent())
          .checkedBy(fields -> fields.time(JobRecord.STARTED_AT, false))
          .expiring();

  public static final String STARTED_AT = "startedAt";
  public static final String OPEN = "open/";
  public static final String DONE = "done/";

  private static final String STATE = "jobState";
  private static final String LEASE_HOLDER = "leaseHolder";
  private static final String LEASE_UNTIL = "leaseUntil";
  private static final String LAST_ERROR = "lastError";
  private static final String USER = "email";
  public static final String STARTED_BY = "startedBy";
  public static final String ORIGIN = "origin";
  private static final String MOVED_TO = "movedTo";
  private static final String GROUP = "groupName";
  private static final int LONGEST_ERROR = 500;

  /** The time after its completion in which a job can still be read. */
  private static final Duration KEPT = Duration.ofDays(7);

  public static Key key(JobId id) {
    return Keys.job(id);
  }

  /**
   * Returns a new job.
   *
   * @param source the key of the source that was changed
   * @param estimate the estimated number of copies
   * @param caller the SHA-256 of the caller's address, if given
   * @param origin who starts it; null if nobody is known
   */
  public static JobRecord of(
      Job.Kind kind,
      Key source,
      long estimate,
      Instant now,
      Optional<String> caller,
      @Nullable AttributeValue origin) {
    Job job =
        new Job(
            JobId.random(),
            kind,
            Keys.organisationOf(source),
            Keys.serviceAfter(source, Keys.SERVICES),
            Keys.groupOf(source),
            Keys.userOf(source),
            Optional.empty(),
            Job.State.OPEN,
            0,
            estimate,
            now,
            Optional.empty(),
            Optional.empty());
    return new JobRecord(job, 0, "", 0, caller, origin);
  }

  /** Returns this job with another new address. */
  public JobRecord movedTo(EmailAddress address) {
    return new JobRecord(job.movedTo(address), pass, after, moves, startedBy, origin);
  }

  /** Returns this job with another count of moved copies. */
  public JobRecord after(long movesBefore) {
    return new JobRecord(job, pass, after, movesBefore, startedBy, origin);
  }

  public JobId id() {
    return job.id();
  }

  /** Adds the creation of this job to a transaction. */
  public void begin(Transaction transaction) {
    Item.Builder item =
        Layout.item(key(job.id()), TYP)
            .with("jobKind", job.kind().name())
            .with(STATE, job.state().name())
            .with("jobPass", 0)
            .with("jobDone", 0)
            .with("jobEstimate", job.estimate())
            .with("movesSeen", moves)
            .with(STARTED_AT, job.startedAt())
            .with(Directory.PARTITION, Directory.JOBS)
            .with(Directory.SORT, OPEN + job.startedAt() + "/" + job.id());
    job.organisation().ifPresent(id -> item.with("organisationId", id.value()));
    job.service().ifPresent(id -> item.with("serviceId", id.value()));
    job.group().ifPresent(name -> item.with(GROUP, name.value()));
    job.user().ifPresent(id -> item.with(USER, id.value()));
    job.movedTo().ifPresent(id -> item.with(MOVED_TO, id.value()));
    startedBy.ifPresent(hash -> item.with(STARTED_BY, hash));
    if (origin != null) {
      item.with(ORIGIN, origin);
    }
    transaction.create(item.build(), Refusals.changed());
  }

  /**
   * Returns the transaction that leases an open job to a worker.
   *
   * @param until the end of the lease, in epoch milliseconds
   * @param over the expired lease to replace; empty to require that there is none
   */
  public static Transaction take(JobId id, String worker, long until, Optional<StoredLease> over) {
    Condition free =
        over.map(lease -> lease.unchanged(open(), LEASE_HOLDER, LEASE_UNTIL))
            .orElseGet(() -> open().lacking(LEASE_UNTIL));
    return new Transaction()
        .update(
            key(id),
            new Change().set(LEASE_HOLDER, worker).set(LEASE_UNTIL, until),
            free,
            Refusals.changed());
  }

  /** Returns the lease of an open job, if there is one. */
  public static Optional<StoredLease> held(Item item) {
    return isOpen(item) ? StoredLease.of(item, LEASE_HOLDER, LEASE_UNTIL) : Optional.empty();
  }

  /** Returns the transaction that renews the lease. */
  public Transaction renew(String worker, long until) {
    return held(worker, new Change().set(LEASE_UNTIL, until));
  }

  /** Returns the transaction that saves the progress and renews the lease. */
  public Transaction save(String worker, long until) {
    return held(
        worker,
        new Change()
            .set("jobPass", pass)
            .set("jobAfter", after)
            .set("jobDone", job.done())
            .set("jobEstimate", job.estimate())
            .set("movesSeen", moves)
            .set(LEASE_UNTIL, until)
            .remove(LAST_ERROR));
  }

  /** Returns the transaction that releases the lease and stores the error, if any. */
  public Transaction release(String worker, Optional<String> error) {
    Change change = new Change().remove(LEASE_HOLDER).remove(LEASE_UNTIL);
    return held(
        worker,
        error
            .map(text -> text.substring(0, Math.min(LONGEST_ERROR, text.length())))
            .map(text -> change.set(LAST_ERROR, text))
            .orElse(change));
  }

  private Transaction held(String worker, Change change) {
    return new Transaction()
        .update(key(job.id()), change, open().equal(LEASE_HOLDER, worker), Refusals.changed())
        .repeatable();
  }

  /**
   * Adds the completion of this job to a transaction. Addresses are removed from the record, since
   * the users may be deleted before it.
   */
  public void end(Transaction transaction, String worker, Instant now) {
    long removeAt = now.plus(KEPT).getEpochSecond();
    Change change =
        new Change()
            .set(STATE, Job.State.DONE.name())
            .set("endedAt", job.startedAt().isAfter(now) ? job.startedAt() : now)
            .set("jobDone", job.done())
            .set("jobEstimate", job.done())
            .set(Directory.SORT, DONE + now + "/" + job.id())
            .set(Expiry.EXPIRES_AT, removeAt)
            .set(Expiry.REMOVE_AT, removeAt)
            .remove("jobAfter")
            .remove(LEASE_HOLDER)
            .remove(LEASE_UNTIL)
            .remove(LAST_ERROR)
            .remove(USER)
            .remove(MOVED_TO)
            .remove(ORIGIN);
    transaction.update(
        key(job.id()), change, open().equal(LEASE_HOLDER, worker), Refusals.changed());
  }

  private static Condition open() {
    return Conditions.live().equal(STATE, Job.State.OPEN.name());
  }

  public static boolean isOpen(Item item) {
    return Layout.is(item, TYP) && item.text(STATE).equals(Job.State.OPEN.name());
  }

  /** Returns this job with more copies processed, up to a sort key in a pass. */
  public JobRecord at(int newPass, String newAfter, long more) {
    long done = job.done() + more;
    Job further =
        new Job(
            job.id(),
            job.kind(),
            job.organisation(),
            job.service(),
            job.group(),
            job.user(),
            job.movedTo(),
            job.state(),
            done,
            Math.max(done, job.estimate()),
            job.startedAt(),
            job.endedAt(),
            Optional.empty());
    return new JobRecord(further, newPass, newAfter, moves, startedBy, origin);
  }

  /** Returns this job restarted from its first pass. */
  public JobRecord again(long newMoves) {
    JobRecord beginning = at(0, "", 0);
    return beginning.after(newMoves);
  }

  public static Optional<JobRecord> from(Item item) {
    Optional<Job.Kind> kind = constant(Job.Kind.values(), item.text("jobKind"));
    Optional<Job.State> state = constant(Job.State.values(), item.text(STATE));
    return Layout.is(item, TYP) && kind.isPresent() && state.isPresent()
        ? Keys.jobOf(item.key()).map(id -> from(id, kind.get(), state.get(), item))
        : Optional.empty();
  }

  private static JobRecord from(JobId id, Job.Kind kind, Job.State state, Item item) {
    long done = Math.max(0, item.number("jobDone").orElse(0L));
    Instant started = Fields.time(item, STARTED_AT);
    Job job =
        new Job(
            id,
            kind,
            read(item.text("organisationId"), OrganisationId::of),
            read(item.text("serviceId"), ServiceId::of),
            read(item.text(GROUP), GroupName::of),
            read(item.text(USER), EmailAddress::of),
            read(item.text(MOVED_TO), EmailAddress::of),
            state,
            done,
            Math.max(done, item.number("jobEstimate").orElse(0L)),
            started,
            item.instant("endedAt").map(ended -> ended.isBefore(started) ? started : ended),
            item.string(LAST_ERROR));
    return new JobRecord(
        job,
        item.number("jobPass").orElse(0L).intValue(),
        item.text("jobAfter"),
        item.number("movesSeen").orElse(0L),
        item.string(STARTED_BY),
        item.value(ORIGIN).orElse(null));
  }

  private static <T extends Enum<T>> Optional<T> constant(T[] values, String name) {
    return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
  }

  private static <T> Optional<T> read(String text, Function<String, T> birth) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(birth.apply(text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
