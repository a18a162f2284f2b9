package dev.orgtable.internal.record;

import dev.orgtable.JobId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Item;
import java.time.Instant;
import java.util.Optional;

/**
 * The suspension of an organisation, as stored on its record. Each member's record has a copy of
 * the number, since a check does not read the organisation.
 *
 * @param number incremented by each suspension and each reactivation, so that it is odd while the
 *     organisation is suspended; 0 if it never was
 * @param since when the organisation was suspended; empty if it is active
 * @param marking the job that copies the number to the members of a large organisation; until it
 *     has ended, {@link Tombstones} name the organisation
 */
public record Suspension(long number, Optional<Instant> since, Optional<JobId> marking) {

  /** When a member, or an organisation, was suspended; absent while it is active. */
  static final String SUSPENDED_AT = "suspendedAt";

  /** The number, on the organisation's record; absent stands for 0. */
  public static final String NUMBER = "suspension";

  /** The copy of the number on a member's record; absent stands for 0. */
  public static final String COPY = "organisationSuspension";

  /** The job that marks the members, on the organisation's record. */
  public static final String MARKING = "suspendingBy";

  /** The suspension of an organisation that never was suspended. */
  public static final Suspension NONE = new Suspension(0, Optional.empty(), Optional.empty());

  /**
   * Reads the suspension of an organisation. A number that cannot be read counts as 1, and so does
   * a missing one of an organisation that has the time of a suspension.
   */
  static Suspension of(Item organisation) {
    long number = isLost(organisation) ? 1 : number(organisation, NUMBER);
    return isOdd(number)
        ? new Suspension(
            number,
            Optional.of(Fields.time(organisation, SUSPENDED_AT)),
            Keys.jobId(organisation.text(MARKING)))
        : new Suspension(number, Optional.empty(), Optional.empty());
  }

  static void check(FieldCheck fields) {
    Item item = fields.item();
    boolean expected = isLost(item) || item.value(NUMBER).isPresent();
    if (expected && item.number(NUMBER).filter(number -> number > 0).isEmpty()) {
      fields.add(NUMBER + " is not a positive integer");
    }
    if (of(item).isSuspended()) {
      fields.time(SUSPENDED_AT, true);
    } else if (item.value(SUSPENDED_AT).isPresent() || item.value(MARKING).isPresent()) {
      fields.add(SUSPENDED_AT + " of an active organisation");
    }
  }

  private static boolean isLost(Item organisation) {
    return organisation.value(NUMBER).isEmpty() && organisation.value(SUSPENDED_AT).isPresent();
  }

  /** Returns whether the organisation is suspended. */
  public boolean isSuspended() {
    return isOdd(number);
  }

  /** Returns the state after the next change: suspended if it is active, and the reverse. */
  public Suspension next(Instant now) {
    return new Suspension(
        number + 1, isSuspended() ? Optional.empty() : Optional.of(now), Optional.empty());
  }

  /** Returns this suspension with the job that marks the members; the same if it is none. */
  public Suspension markedBy(JobId job) {
    return isSuspended() ? new Suspension(number, since, Optional.of(job)) : this;
  }

  /** Returns an organisation's record with this suspension alone. */
  public Item normalised(Item organisation) {
    Item.Builder without =
        organisation.change().without(NUMBER).without(SUSPENDED_AT).without(MARKING);
    return on(without).build();
  }

  /** Adds the suspension to an organisation's record. */
  Item.Builder on(Item.Builder item) {
    if (number > 0) {
      item.with(NUMBER, number);
    }
    since.ifPresent(time -> item.with(SUSPENDED_AT, time));
    marking.ifPresent(job -> item.with(MARKING, job.value()));
    return item;
  }

  /**
   * Returns the change of an organisation's record to this suspension. It counts as an addition, so
   * that nothing is added, changed or deleted by an earlier read of the organisation.
   *
   * @param revision the new revision of the organisation
   */
  public Change change(long revision) {
    Change change = ChildVersion.increment().set(NUMBER, number).set(Revisions.ATTRIBUTE, revision);
    change =
        since.isPresent() ? change.set(SUSPENDED_AT, since.get()) : change.remove(SUSPENDED_AT);
    return marking.isPresent()
        ? change.set(MARKING, marking.get().value())
        : change.remove(MARKING);
  }

  /** Returns the change that copies the number to a member. */
  public Change copy() {
    return new Change().set(COPY, number);
  }

  /** Returns a member's record with the number of its organisation. */
  public static Item on(Item member, long number) {
    return number == 0
        ? member.change().without(COPY).build()
        : member.change().with(COPY, number).build();
  }

  /** Returns whether the organisation of a member is suspended, as far as the member's record. */
  static boolean isCopied(Item member) {
    return isOdd(number(member, COPY));
  }

  /** Returns whether a member has this number of its organisation. */
  public static boolean isCopied(Item member, long number) {
    return number == 0
        ? member.value(COPY).isEmpty()
        : member.number(COPY).filter(copied -> copied == number).isPresent();
  }

  /** Returns a number; 0 if it is absent, and 1, a suspension, if it is none. */
  private static long number(Item item, String attribute) {
    return item.value(attribute).isEmpty()
        ? 0
        : item.number(attribute).filter(number -> number >= 0).orElse(1L);
  }

  private static boolean isOdd(long number) {
    return number % 2 != 0;
  }
}
