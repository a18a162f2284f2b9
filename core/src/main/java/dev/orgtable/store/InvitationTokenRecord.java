package dev.orgtable.store;

import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import java.time.Duration;
import java.time.Instant;

/**
 * The record {@code invitationToken}: that a token was issued once. Proves whoever presents it,
 * whatever has become of the invitation. Names nobody, so that it need not go with anybody.
 *
 * @param expiresAt the end of the invitation, as it was when the token was issued
 */
record InvitationTokenRecord(Instant expiresAt) {

  static final String TYP = "invitationToken";

  /** For how long after its end an invitation's token is told how it ended. */
  private static final Duration KEPT = Duration.ofDays(30);

  static Item item(InvitationToken token, Instant expiresAt) {
    return Item.of(Key.invitationToken(token.hash()), TYP)
        .with(Expiry.EXPIRES_AT, expiresAt.getEpochSecond())
        .with(Expiry.REMOVE_AT, expiresAt.plus(KEPT).getEpochSecond());
  }

  /**
   * Reads the record of a token. 1 read unit, and nothing else is read for what was never issued.
   *
   * @throws InvitationTokenUnknown if there is none, or its time is over
   */
  static InvitationTokenRecord prove(Table table, InvitationToken token, Instant now) {
    return table
        .get(Key.invitationToken(token.hash()), Consistency.STRONG)
        .filter(item -> item.is(TYP))
        .map(item -> new InvitationTokenRecord(Expiry.of(item)))
        .filter(record -> now.isBefore(record.expiresAt.plus(KEPT)))
        .orElseThrow(InvitationTokenUnknown::new);
  }

  boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
