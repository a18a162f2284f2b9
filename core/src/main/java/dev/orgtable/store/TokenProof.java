package dev.orgtable.store;

import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.secret.InvitationToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token that was verified as issued. Its holder may learn why the invitation is closed.
 *
 * @param token the token
 * @param expired whether the expiry that the invitation had when the token was issued has passed
 */
record TokenProof(InvitationToken token, boolean expired) {

  /**
   * Verifies a token. Costs 1 read unit, or none if the text does not have the form of a token.
   *
   * @throws InvitationTokenUnknown if it was not issued, or expired more than 30 days ago
   * @throws InvitationNotOpen if the invitation or membership has moved to another address
   */
  static TokenProof of(Reads reads, String text, Instant now) {
    InvitationTokenRecord record = InvitationTokenRecord.prove(reads, text, now);
    TokenProof proof = new TokenProof(record.token(), record.isExpiredAt(now));
    if (record.moved()) {
      throw proof.notOpen(Ending.ADDRESS_CHANGED);
    }
    return proof;
  }

  /**
   * Refuses an invitation unless this is its valid token.
   *
   * @throws InvitationNotOpen if it is another invitation, or a later token was issued
   */
  void requireValidFor(Item invitation) {
    if (!isOf(invitation) || !matches(invitation)) {
      throw notOpen(Ending.REPLACED);
    }
  }

  /**
   * Refuses unless the invitation was accepted while this token was valid. Costs another 2 read
   * units if it was not accepted.
   *
   * @throws InvitationNotOpen if another token was valid, or the invitation was not accepted
   * @throws InvitationExpired if it expired without being accepted
   */
  void requireAcceptedAs(Optional<Item> member, Reads reads) {
    if (member.filter(this::isOf).isEmpty()) {
      requireOrganisation(reads);
      throw expired
          ? new InvitationExpired(token.invitee(), token.organisation())
          : notOpen(Ending.ENDED);
    }
    if (!matches(member.get())) {
      throw notOpen(Ending.ACCEPTED);
    }
  }

  private void requireOrganisation(Reads reads) {
    Key key = OrganisationRecord.key(token.organisation());
    if (LiveRecords.getAll(reads, List.of(key), Consistency.STRONG).isEmpty()) {
      throw notOpen(Ending.ORGANISATION_DELETED);
    }
  }

  /** Refuses if the invitation has become a membership. */
  void refuseAcceptedAs(Optional<Item> member) {
    if (member.filter(this::isOf).isPresent()) {
      throw notOpen(Ending.ACCEPTED);
    }
  }

  private boolean isOf(Item item) {
    return UserOrganisationRecord.membership(item).filter(token.id()::equals).isPresent();
  }

  private boolean matches(Item item) {
    return OrganisationInvitationRecord.tokenHash(item).filter(token::matches).isPresent();
  }

  InvitationNotOpen notOpen(Ending how) {
    return new InvitationNotOpen(token.invitee(), token.organisation(), how);
  }
}
