package dev.orgtable.store;

import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record {@code invitationToken}: that a token was issued once. Proves whoever presents it,
 * whatever has become of the invitation. Names nobody to who does not hold the token, so that it
 * need not go with anybody.
 *
 * @param token the token
 * @param expiresAt the end of the invitation, as it was when the token was issued
 * @param moved whether what it was the good one for has gone to another address since
 */
record InvitationTokenRecord(InvitationToken token, Instant expiresAt, boolean moved) {

  static final String TYP = "invitationToken";

  /** Where the invitation is, as {@link InvitationToken#sealed}. */
  static final String PLACE = "place";

  /** How it ended, where that is known from nothing else. */
  private static final String ENDED = "ended";

  private static final String MOVED = "addressChanged";

  /** For how long after its end an invitation's token is told how it ended. */
  private static final Duration KEPT = Duration.ofDays(30);

  static Item item(InvitationToken token, Instant expiresAt) {
    return Item.of(Key.invitationToken(token.hash()), TYP)
        .with(PLACE, token.sealed())
        .with(Expiry.EXPIRES_AT, expiresAt.getEpochSecond())
        .with(Expiry.REMOVE_AT, expiresAt.plus(KEPT).getEpochSecond());
  }

  /**
   * Reads the record of a token. 1 read unit, and nothing else is read for what was never issued;
   * none for what has not the form of a token.
   *
   * @throws InvitationTokenUnknown if there is none, or its time is over
   */
  static InvitationTokenRecord prove(Table table, String text, Instant now) {
    if (!InvitationToken.hasForm(text)) {
      throw new InvitationTokenUnknown();
    }
    return table
        .get(Key.invitationToken(InvitationToken.hash(text)), Consistency.STRONG)
        .filter(item -> item.is(TYP))
        .map(item -> from(item, text))
        .filter(record -> now.isBefore(record.expiresAt.plus(KEPT)))
        .orElseThrow(InvitationTokenUnknown::new);
  }

  private static InvitationTokenRecord from(Item item, String text) {
    return new InvitationTokenRecord(
        InvitationToken.open(text, item.text(PLACE)),
        Expiry.of(item),
        item.text(ENDED).equals(MOVED));
  }

  /**
   * Says of the tokens of some members and invitations that these go to another address. 1 read
   * unit and 2 write units for each that has one which is not forgotten yet, nothing for others.
   */
  static void move(Table table, Transaction transaction, Collection<Item> records) {
    List<Key> keys =
        records.stream()
            .map(OrganisationInvitationRecord::tokenHash)
            .flatMap(Optional::stream)
            .map(Key::invitationToken)
            .toList();
    if (keys.isEmpty()) {
      return;
    }
    Map<Key, Item> found = table.getAll(keys, Consistency.STRONG);
    for (Item token : found.values()) {
      transaction.update(
          token.key(), new Change().set(ENDED, MOVED), Condition.present(), Refusal.changed());
    }
  }

  boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
