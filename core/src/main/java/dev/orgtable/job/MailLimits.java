package dev.orgtable.job;

import dev.orgtable.InvalidInput;

/**
 * How many mails are tried in an hour at most; the others wait for the next hour.
 *
 * @param toAddress to one address, over all organisations, at least 1
 * @param byPerson of invitations made by one person, over all organisations, at least 1; see {@link
 *     dev.orgtable.store.Orgtable#by}
 * @param inAll in the whole table, at least 1
 */
public record MailLimits(int toAddress, int byPerson, int inAll) {

  /** 20 to one address, 100 by one person, 10,000 in all. */
  public static final MailLimits DEFAULT = new MailLimits(20, 100, 10_000);

  /**
   * Checks the bounds.
   *
   * @throws InvalidInput if one is out of range
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
