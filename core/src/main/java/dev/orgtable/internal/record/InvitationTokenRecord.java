package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.secret.InvitationToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record {@code invitationToken}: an issued token. It identifies the invitation to whoever
 * presents the token, even after the invitation was closed. Without the token it identifies nobody,
 * so that it need not be deleted with a user.
 *
 * @param token the token
 * @param expiresAt the expiry of the invitation when the token was issued
 * @param moved whether the invitation or membership has moved to another address since
 */
public record InvitationTokenRecord(InvitationToken token, Instant expiresAt, boolean moved) {

  public static final String TYP = "invitationToken";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.INVITATION_TOKENS, Keys.INVITATION_TOKEN)
          .owning(key -> Keys.isHash(key, Keys.INVITATION_TOKENS))
          .checkedBy(InvitationTokenRecord::check)
          .expiring();

  /** The encrypted keys of the invitation: {@link InvitationToken#sealed}. */
  public static final String PLACE = "place";

  /** Why the token is no longer valid, if no other record shows it. */
  private static final String ENDED = "ended";

  private static final String MOVED = "addressChanged";

  /**
   * The time after the expiry in which the token can still be presented to learn why the invitation
   * is closed.
   */
  private static final Duration KEPT = Duration.ofDays(30);

  private static void check(FieldCheck fields) {
    if (fields.isCurrent()) {
      fields.number(Expiry.EXPIRES_AT);
      fields.number(Expiry.REMOVE_AT);
      if (fields.item().text(PLACE).isEmpty()) {
        fields.add("no " + PLACE);
      }
    }
  }

  public static Item item(InvitationToken token, Instant expiresAt) {
    return Layout.item(Keys.invitationToken(token.hash()), TYP)
        .with(PLACE, token.sealed())
        .with(Expiry.EXPIRES_AT, expiresAt.getEpochSecond())
        .with(Expiry.REMOVE_AT, expiresAt.plus(KEPT).getEpochSecond())
        .build();
  }

  /**
   * Reads the record of a token. Costs 1 read unit, or none if the text does not have the form of a
   * token.
   *
   * @throws InvitationTokenUnknown if there is none, or it expired more than 30 days ago
   */
  public static InvitationTokenRecord prove(Reads reads, String text, Instant now) {
    if (!InvitationToken.hasForm(text)) {
      throw new InvitationTokenUnknown();
    }
    return reads
        .get(Keys.invitationToken(InvitationToken.hash(text)), Consistency.STRONG)
        .filter(item -> Layout.is(item, TYP))
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
   * Marks the tokens of members and invitations that move to another address. Costs 1 read unit and
   * 2 write units for each whose token is still stored, and nothing for the others.
   */
  public static void move(Reads reads, Transaction transaction, Collection<Item> records) {
    List<Key> keys =
        records.stream()
            .map(OrganisationInvitationRecord::tokenHash)
            .flatMap(Optional::stream)
            .map(Keys::invitationToken)
            .toList();
    if (keys.isEmpty()) {
      return;
    }
    Map<Key, Item> found = reads.getAll(keys, Consistency.STRONG);
    for (Item token : found.values()) {
      transaction.update(
          token.key(), new Change().set(ENDED, MOVED), Conditions.live(), Refusals.changed());
    }
  }

  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
