package dev.orgtable.internal.record;

import dev.orgtable.Delivery;
import dev.orgtable.Invitation;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The due entry of an invitation: its next mail, otherwise its removal, and the time for it. It is
 * stored on the invitation's own record and indexed by that time, so that it is written and deleted
 * with the invitation.
 *
 * @param expiresAt when the invitation expires
 * @param delivery the status of its mail; empty if none is to be sent
 */
public record DueEntry(Instant expiresAt, Optional<Delivery> delivery) {

  /** The state of the mail. */
  public static final String MAIL = "mail";

  private static final String MAIL_AT = "mailAt";
  private static final String MAIL_ATTEMPTS = "mailAttempts";
  private static final String MAIL_ERROR = "mailError";
  private static final String MAIL_LEASE_HOLDER = "mailLeaseHolder";
  private static final String MAIL_LEASE_UNTIL = "mailLeaseUntil";

  /** The time after its expiry in which an invitation can still be resent. */
  public static final Duration KEPT = Duration.ofDays(7);

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST_ERROR = 500;

  public static DueEntry of(Invitation invitation) {
    return new DueEntry(invitation.expiresAt(), invitation.delivery());
  }

  public static DueEntry of(Item item) {
    return new DueEntry(UserOrganisationRecord.expiresAt(item), delivery(item));
  }

  private static Optional<Delivery> delivery(Item item) {
    Optional<Delivery.State> state =
        Arrays.stream(Delivery.State.values())
            .filter(each -> each.name().equals(item.text(MAIL)))
            .findFirst();
    Optional<Instant> at =
        item.instant(MAIL_AT).filter(time -> time.isAfter(Fields.NEVER_SET) && !time.isAfter(LAST));
    long attempts = item.number(MAIL_ATTEMPTS).orElse(0L);
    return state.isEmpty() || at.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Delivery(
                state.get(),
                at.get(),
                (int) Math.min(Math.max(attempts, 0), Integer.MAX_VALUE),
                item.string(MAIL_ERROR)));
  }

  /** Returns the status of a new mail that is due now. */
  public static Delivery dueAt(Instant now) {
    return new Delivery(Delivery.State.DUE, seconds(now), 0, Optional.empty());
  }

  /** Returns a time in the precision of the index, whole seconds. */
  public static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Returns the sort key in the directory: the time when the entry is due, in RFC 3339. All such
   * texts have the same length, so that their order is that of the times.
   */
  public String dueKey() {
    Instant due =
        delivery
            .filter(mail -> mail.state() == Delivery.State.DUE)
            .map(mail -> seconds(mail.at()))
            .orElseGet(this::removedAt);
    return Rfc3339.write(due);
  }

  /** Returns when the invitation can no longer be resent and is due for removal. */
  public Instant removedAt() {
    Instant end = expiresAt.plus(KEPT);
    return end.isAfter(LAST) ? LAST : end;
  }

  /**
   * Checks the due entry on an invitation's record; without the right index keys, it is never
   * found.
   */
  public static void check(FieldCheck fields) {
    Item item = fields.item();
    DueEntry entry = of(item);
    if (item.value(MAIL).isPresent() && entry.delivery().isEmpty()) {
      fields.add("the state of the mail cannot be read");
    }
    boolean hasEnd = item.number(UserOrganisationRecord.EXPIRES_AT).isPresent();
    if (!item.text(Directory.PARTITION).equals(Directory.DUE)
        || (hasEnd && !item.text(Directory.SORT).equals(entry.dueKey()))) {
      fields.add("dir and dirRng do not match what is due");
    }
  }

  /** Adds this entry to an invitation's record. */
  public Item.Builder with(Item.Builder item) {
    without(item).with(Directory.PARTITION, Directory.DUE).with(Directory.SORT, dueKey());
    delivery.ifPresent(
        mail -> {
          item.with(MAIL, mail.state().name())
              .with(MAIL_AT, mail.at())
              .with(MAIL_ATTEMPTS, mail.attempts());
          mail.lastError().ifPresent(error -> item.with(MAIL_ERROR, cut(error)));
        });
    return item;
  }

  /** Removes all attributes of a mail from a record. */
  public static Item.Builder without(Item.Builder item) {
    return item.without(MAIL)
        .without(MAIL_AT)
        .without(MAIL_ATTEMPTS)
        .without(MAIL_ERROR)
        .without(MAIL_LEASE_HOLDER)
        .without(MAIL_LEASE_UNTIL);
  }

  /**
   * Adds a worker's lease of the mail to a change. The index keys stay until the result is
   * recorded.
   */
  public static Change take(Change change, int attempts, StoredLease lease) {
    Change taken = change.set(MAIL_ATTEMPTS, attempts).set(MAIL_LEASE_UNTIL, lease.until());
    return lease.holder().map(worker -> taken.set(MAIL_LEASE_HOLDER, worker)).orElse(taken);
  }

  /** Returns the lease of the mail, if a worker holds one. */
  public static Optional<StoredLease> held(Item item) {
    return StoredLease.of(item, MAIL_LEASE_HOLDER, MAIL_LEASE_UNTIL);
  }

  /**
   * Returns the condition with the additional term that the lease of the mail is as it was read.
   */
  public static Condition heldAsRead(Condition before, Item item) {
    return held(item)
        .map(lease -> lease.unchanged(before, MAIL_LEASE_HOLDER, MAIL_LEASE_UNTIL))
        .orElseGet(() -> before.lacking(MAIL_LEASE_UNTIL));
  }

  /** Adds this entry to a change of the record and releases the lease of the mail. */
  public Change change(Change change) {
    Change placed =
        change
            .set(Directory.PARTITION, Directory.DUE)
            .set(Directory.SORT, dueKey())
            .remove(MAIL_LEASE_HOLDER)
            .remove(MAIL_LEASE_UNTIL);
    if (delivery.isEmpty()) {
      return placed.remove(MAIL).remove(MAIL_AT).remove(MAIL_ATTEMPTS).remove(MAIL_ERROR);
    }
    Delivery mail = delivery.get();
    Change mailed =
        placed
            .set(MAIL, mail.state().name())
            .set(MAIL_AT, mail.at())
            .set(MAIL_ATTEMPTS, mail.attempts());
    return mail.lastError()
        .map(error -> mailed.set(MAIL_ERROR, cut(error)))
        .orElseGet(() -> mailed.remove(MAIL_ERROR));
  }

  /**
   * Returns the record of an invitation that moved to another address, which makes its link
   * invalid: if it had a mail, a new one is due, at the time stored for the former.
   */
  public static Item moved(Item invitation) {
    DueEntry entry = of(invitation);
    Optional<Delivery> again =
        entry.delivery.map(
            mail -> new Delivery(Delivery.State.DUE, mail.at(), 0, Optional.empty()));
    return new DueEntry(entry.expiresAt, again).with(invitation.change()).build();
  }

  private static String cut(String error) {
    return error.substring(0, Math.min(LONGEST_ERROR, error.length()));
  }
}
