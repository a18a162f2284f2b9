package dev.orgtable.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The record {@code mailQuota}: how many mails were tried in one hour: to one address, by one
 * person, or in all. Names nobody, and goes by itself.
 */
final class MailQuotaRecord {

  static final String TYP = "mailQuota";
  private static final String MAILS = "mails";

  private MailQuotaRecord() {}

  /** Returns when the next hour begins. */
  static Instant nextHour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  /**
   * Counts a mail more, or refuses if there were as many as may be.
   *
   * @param what what is counted: an address, or words that are none
   */
  static void add(Transaction transaction, String what, Instant now, int limit) {
    long end = nextHour(now).getEpochSecond();
    Change change =
        new Change()
            .set("typ", TYP)
            .set("v", Item.VERSION)
            .set(Expiry.EXPIRES_AT, end)
            .set(Expiry.REMOVE_AT, end)
            .add(MAILS, 1);
    transaction.update(
        Key.mailQuota(Sha256.of(what + " " + end)),
        change,
        Condition.absentOrPresent().absentOrBelow(MAILS, limit),
        found -> new UsedUp());
  }

  /** As many mails were tried in this hour as may be. Never leaves this package. */
  static final class UsedUp extends RuntimeException {

    UsedUp() {
      super("as many mails as may be", null, false, false);
    }
  }
}
