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
 * What is due for an invitation, and when: its mail, or else its removal. It stands on the
 * invitation's own record, and in the directory under that time, so that it is written and goes
 * with the invitation.
 *
 * @param expiresAt until when the invitation is open
 * @param delivery what became of its mail; empty where none is to be sent
 */
public record DueEntry(Instant expiresAt, Optional<Delivery> delivery) {

  /** What became of the mail. */
  public static final String MAIL = "mail";

  private static final String MAIL_AT = "mailAt";
  private static final String MAIL_ATTEMPTS = "mailAttempts";
  private static final String MAIL_ERROR = "mailError";
  private static final String MAIL_LEASE_HOLDER = "mailLeaseHolder";
  private static final String MAIL_LEASE_UNTIL = "mailLeaseUntil";

  /** For how long after its end an invitation can still be resent. */
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

  /** Returns a mail that is due from now on. */
  public static Delivery dueAt(Instant now) {
    return new Delivery(Delivery.State.DUE, seconds(now), 0, Optional.empty());
  }

  /** Returns a time as it stands in the agenda. */
  public static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns where in the directory the entry stands: when it is due. All times are as long. */
  public String place() {
    Instant due =
        delivery
            .filter(mail -> mail.state() == Delivery.State.DUE)
            .map(mail -> seconds(mail.at()))
            .orElseGet(this::removedAt);
    return Rfc3339.write(due);
  }

  /** Returns when the invitation can no longer be resent, and is removed. */
  public Instant removedAt() {
    Instant end = expiresAt.plus(KEPT);
    return end.isAfter(LAST) ? LAST : end;
  }

  /** Checks what stands on an invitation's record: what is due is found by its place only. */
  public static void check(FieldCheck fields) {
    Item item = fields.item();
    DueEntry entry = of(item);
    if (item.value(MAIL).isPresent() && entry.delivery().isEmpty()) {
      fields.add("what became of the mail cannot be read");
    }
    boolean hasEnd = item.number(UserOrganisationRecord.EXPIRES_AT).isPresent();
    if (!item.text(Directory.PARTITION).equals(Directory.AGENDA)
        || (hasEnd && !item.text(Directory.SORT).equals(entry.place()))) {
      fields.add("another place in the agenda");
    }
  }

  /** Writes it on the invitation's record. */
  public Item.Builder with(Item.Builder item) {
    without(item).with(Directory.PARTITION, Directory.AGENDA).with(Directory.SORT, place());
    delivery.ifPresent(
        mail -> {
          item.with(MAIL, mail.state().name())
              .with(MAIL_AT, mail.at())
              .with(MAIL_ATTEMPTS, mail.attempts());
          mail.lastError().ifPresent(error -> item.with(MAIL_ERROR, cut(error)));
        });
    return item;
  }

  /** Takes from a record whatever it says of a mail. */
  public static Item.Builder without(Item.Builder item) {
    return item.without(MAIL)
        .without(MAIL_AT)
        .without(MAIL_ATTEMPTS)
        .without(MAIL_ERROR)
        .without(MAIL_LEASE_HOLDER)
        .without(MAIL_LEASE_UNTIL);
  }

  /** Writes that a worker has a mail for itself. It stays in its place until that is noted. */
  public static Change take(Change change, int attempts, StoredLease lease) {
    Change taken = change.set(MAIL_ATTEMPTS, attempts).set(MAIL_LEASE_UNTIL, lease.until());
    return lease.holder().map(worker -> taken.set(MAIL_LEASE_HOLDER, worker)).orElse(taken);
  }

  /** Returns who has the mail for itself, if it is under way. */
  public static Optional<StoredLease> held(Item item) {
    return StoredLease.of(item, MAIL_LEASE_HOLDER, MAIL_LEASE_UNTIL);
  }

  /** Returns a condition, and that nobody has taken the mail since it was read. */
  public static Condition heldAsRead(Condition before, Item item) {
    return held(item)
        .map(lease -> lease.unchanged(before, MAIL_LEASE_HOLDER, MAIL_LEASE_UNTIL))
        .orElseGet(() -> before.lacking(MAIL_LEASE_UNTIL));
  }

  /** Writes it where the record is changed; nobody has the mail for itself then. */
  public Change change(Change change) {
    Change placed =
        change
            .set(Directory.PARTITION, Directory.AGENDA)
            .set(Directory.SORT, place())
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
   * Returns the record of an invitation that moved to another address, whose link is good no more:
   * if there was a mail, there is one again, unless a later time was set for it.
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
