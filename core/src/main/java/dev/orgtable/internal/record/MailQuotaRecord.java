package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The record {@code mailQuota}: how many mails were tried in one hour: to one address, by one
 * person, or in all. Names nobody, and goes by itself.
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

  /** Returns when the next hour begins. */
  public static Instant nextHour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  /**
   * Counts a mail more, or refuses if there were as many as may be.
   *
   * @param what what is counted: an address, or words that are none
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

  /** As many mails were tried in this hour as may be. Never leaves this package. */
  public static final class UsedUp extends RuntimeException {

    UsedUp() {
      super("as many mails as may be", null, false, false);
    }
  }
}
