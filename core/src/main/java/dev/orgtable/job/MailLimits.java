package dev.orgtable.job;

import dev.orgtable.InvalidInput;

/**
 * The maximum numbers of mails attempted per hour. Further mails wait for the next hour.
 *
 * @param toAddress mails to one address, from all organisations, at least 1
 * @param byPerson mails for invitations by one person, in all organisations, at least 1; see {@link
 *     dev.orgtable.store.Orgtable#by}
 * @param inAll mails of the whole table, at least 1
 */
public record MailLimits(int toAddress, int byPerson, int inAll) {

  /** 20 to one address, 100 by one person, 10,000 in total. */
  public static final MailLimits DEFAULT = new MailLimits(20, 100, 10_000);

  /**
   * Checks the limits.
   *
   * @throws InvalidInput if one is less than 1
   */
  public MailLimits {
    check("toAddress", toAddress);
    check("byPerson", byPerson);
    check("inAll", inAll);
  }

  private static void check(String field, int limit) {
    if (limit < 1) {
      throw new InvalidInput(field, "must be at least 1");
    }
  }
}
