package dev.orgtable.job;

import dev.orgtable.Delivery;
import dev.orgtable.Invitation;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.MailQuotaRecord;
import dev.orgtable.internal.record.MailQuotaRecord.UsedUp;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredLease;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.secret.InvitationToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends the mail of one invitation. First a transaction leases the mail and stores its new token,
 * so that no other worker sends it at the same time; then the mail is sent and the result recorded.
 * If the worker dies in between, the mail is sent again once the lease has expired.
 */
final class SendMail {

  /** The length of the lease of a mail. */
  static final Duration LEASE = Duration.ofMinutes(5);

  /** The maximum number of attempts, which with the backoff take about 20 hours. */
  static final int MOST_ATTEMPTS = 12;

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  private final Context context;
  private final String worker;
  private final Mailer mailer;
  private final MailLimits mailsAnHour;
  private final Consumer<RuntimeException> failures;

  SendMail(
      Context context,
      String worker,
      Mailer mailer,
      MailLimits mailsAnHour,
      Consumer<RuntimeException> failures) {
    this.context = context;
    this.worker = worker;
    this.mailer = mailer;
    this.mailsAnHour = mailsAnHour;
    this.failures = failures;
  }

  /**
   * Sends a due mail, unless another worker holds its lease or the invitation is closed.
   *
   * @return whether the mail was processed
   */
  boolean send(Item record, Invitation invitation, Delivery due, Organisation organisation) {
    Instant now = context.now();
    Delivery taken =
        new Delivery(Delivery.State.DUE, due.at(), due.attempts() + 1, due.lastError());
    InvitationToken token = InvitationToken.of(invitation);
    try {
      take(record, invitation, taken, token, now);
    } catch (ConflictException e) {
      return false;
    } catch (UnreadableRecord e) {
      return giveUp(context, record, invitation, due, String.valueOf(e.getMessage()));
    } catch (UsedUp e) {
      return note(
          invitation,
          new Delivery(
              Delivery.State.DUE, MailQuotaRecord.nextHour(now), due.attempts(), due.lastError()),
          asRead(record));
    }
    Invitation mailed = invitation.with(invitation.expiresAt(), taken);
    send(new InvitationMail(mailed, organisation, token.text()), taken, token);
    return true;
  }

  private void take(
      Item record, Invitation invitation, Delivery taken, InvitationToken token, Instant now) {
    Transaction transaction =
        new Transaction()
            .update(
                record.key(),
                DueEntry.take(new Change(), taken.attempts(), lease(record, now))
                    .set(OrganisationInvitationRecord.TOKEN_HASH, token.hash()),
                asRead(record),
                Refusals.changed())
            .create(InvitationTokenRecord.item(token, invitation.expiresAt()), Refusals.changed());
    String invitee = invitation.invitee().value();
    MailQuotaRecord.add(transaction, invitee, now, mailsAnHour.toAddress());
    OrganisationInvitationRecord.inviter(record)
        .ifPresent(
            hash -> MailQuotaRecord.add(transaction, "by " + hash, now, mailsAnHour.byPerson()));
    MailQuotaRecord.add(transaction, "in all", now, mailsAnHour.inAll());
    context.write("worker.leaseMail", transaction.silent());
  }

  private StoredLease lease(Item record, Instant now) {
    long before = DueEntry.held(record).map(StoredLease::until).orElse(0L);
    return new StoredLease(Optional.of(worker), StoredLease.end(now.plus(LEASE), before));
  }

  /**
   * Sends the mail and records the result. Of an unexpected exception, only the class is recorded
   * and reported, with its stack trace, since its message may have the token.
   */
  private void send(InvitationMail mail, Delivery taken, InvitationToken token) {
    Optional<RuntimeException> unforeseen = Optional.empty();
    Delivery next;
    try {
      mailer.send(mail);
      next =
          new Delivery(
              Delivery.State.SENT,
              DueEntry.seconds(context.now()),
              taken.attempts(),
              Optional.empty());
    } catch (MailFailure e) {
      next = failed(mail.invitation(), taken, String.valueOf(e.getMessage()), e.isPermanent());
    } catch (RuntimeException e) {
      next =
          failed(
              mail.invitation(),
              taken,
              "the mailer failed: " + e.getClass().getSimpleName(),
              false);
      unforeseen = Optional.of(withoutMessage(e));
    }
    note(
        mail.invitation(),
        next,
        Conditions.live()
            .equal(UserOrganisationRecord.MEMBERSHIP, token.id().value())
            .equal(OrganisationInvitationRecord.TOKEN_HASH, token.hash()));
    unforeseen.ifPresent(failures);
  }

  private static RuntimeException withoutMessage(RuntimeException unforeseen) {
    RuntimeException reported =
        new IllegalStateException("the mailer failed: " + unforeseen.getClass().getName());
    reported.setStackTrace(unforeseen.getStackTrace());
    return reported;
  }

  private Delivery failed(Invitation invitation, Delivery taken, String error, boolean permanent) {
    Instant now = context.now();
    boolean last = permanent || taken.attempts() >= MOST_ATTEMPTS;
    Instant again = now.plus(pause(taken.attempts()));
    Instant end = invitation.expiresAt();
    return new Delivery(
        last ? Delivery.State.FAILED : Delivery.State.DUE,
        DueEntry.seconds(last ? now : again.isBefore(end) ? again : end),
        taken.attempts(),
        Optional.of(error));
  }

  /** Returns the exponential backoff after a number of attempts. */
  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < attempts && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Marks a mail as failed that cannot be sent any more, such as that of an expired invitation. */
  static boolean giveUp(
      Context context, Item record, Invitation invitation, Delivery due, String why) {
    Delivery failed =
        new Delivery(
            Delivery.State.FAILED,
            DueEntry.seconds(context.now()),
            due.attempts(),
            Optional.of(due.lastError().map(last -> why + "; " + last).orElse(why)));
    return note(context, invitation, failed, asRead(record));
  }

  private boolean note(Invitation invitation, Delivery next, Condition condition) {
    return note(context, invitation, next, condition);
  }

  /**
   * Records the result of a mail, unless the invitation was closed or the mail requested again in
   * the meantime.
   */
  private static boolean note(
      Context context, Invitation invitation, Delivery next, Condition condition) {
    try {
      context.write(
          "worker.recordMail",
          new Transaction()
              .update(
                  OrganisationInvitationRecord.key(invitation.organisation(), invitation.invitee()),
                  new DueEntry(invitation.expiresAt(), Optional.of(next)).change(new Change()),
                  condition,
                  Refusals.changed())
              .silent());
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  private static Condition asRead(Item record) {
    Condition same =
        Conditions.live()
            .equal(
                UserOrganisationRecord.MEMBERSHIP, record.text(UserOrganisationRecord.MEMBERSHIP))
            .equal(
                UserOrganisationRecord.EXPIRES_AT,
                UserOrganisationRecord.expiresAt(record).getEpochSecond())
            .equal(Directory.SORT, record.text(Directory.SORT));
    return DueEntry.heldAsRead(same, record);
  }
}
