package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.secret.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The record {@code mailQuota}: the number of mails attempted in one hour: to one address, by one
 * inviter, or in total. Its key is a hash, and it expires.
 */
public final class MailQuotaRecord {

  public static final String TYP = "mailQuota";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.MAIL_QUOTAS, Keys.MAIL_QUOTA)
          .owning(key -> Keys.isHash(key, Keys.MAIL_QUOTAS))
          .checkedBy(MailQuotaRecord::check)
          .expiring();

  private static final String MAILS = "mails";

  private MailQuotaRecord() {}

  private static void check(FieldCheck fields) {
    if (fields.isCurrent()) {
      fields.number(Expiry.EXPIRES_AT);
      fields.number(Expiry.REMOVE_AT);
    }
  }

  /** Returns the start of the next hour. */
  public static Instant nextHour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  /**
   * Adds the count of one mail to a transaction, which throws {@link UsedUp} at the limit.
   *
   * @param what what the quota is for: an address, or a text that is not an address
   */
  public static void add(Transaction transaction, String what, Instant now, int limit) {
    long end = nextHour(now).getEpochSecond();
    Change change =
        new Change()
            .set(Item.TYPE, TYP)
            .set("v", Layout.CURRENT)
            .set(Expiry.EXPIRES_AT, end)
            .set(Expiry.REMOVE_AT, end)
            .add(MAILS, 1);
    transaction.update(
        Keys.mailQuota(Sha256.of(what + " " + end)),
        change,
        Conditions.absentOrLive().absentOrBelow(MAILS, limit),
        found -> new UsedUp());
  }

  /** Thrown when the quota of this hour is used up. Internal. */
  public static final class UsedUp extends RuntimeException {

    UsedUp() {
      super("the mail quota of this hour is used up", null, false, false);
    }
  }
}
