package dev.orgtable.store;

import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.record.InvitationToken;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.LiveRecords;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token that was issued once, which is proven. Who holds it is told what became of the
 * invitation.
 *
 * @param token the token
 * @param expired whether the invitation's time was over, as it was when the token was issued
 */
record TokenProof(InvitationToken token, boolean expired) {

  /**
   * Proves a text. 1 read unit, and none for what has not the form of a token.
   *
   * @throws InvitationTokenUnknown if it proves nothing
   * @throws InvitationNotOpen if what it was good for has gone to another address
   */
  static TokenProof of(Reads reads, String text, Instant now) {
    InvitationTokenRecord record = InvitationTokenRecord.prove(reads, text, now);
    TokenProof proof = new TokenProof(record.token(), record.isExpiredAt(now));
    if (record.moved()) {
      throw proof.ended(Ending.ADDRESS_CHANGED);
    }
    return proof;
  }

  /**
   * Refuses an invitation that this token is not the good one for.
   *
   * @throws InvitationNotOpen if it is another invitation, or another token was issued
   */
  void mustBeGoodFor(Item invitation) {
    if (!isOf(invitation) || !matches(invitation)) {
      throw ended(Ending.REPLACED);
    }
  }

  /**
   * Refuses unless this token was the good one when the invitation was accepted. 2 read units more
   * where it was not accepted.
   *
   * @throws InvitationNotOpen if another was, or it was not accepted
   * @throws InvitationExpired if it was not accepted in time
   */
  void mustHaveBeenAcceptedAs(Optional<Item> member, Reads reads) {
    if (member.filter(this::isOf).isEmpty()) {
      mustBeOfAnOrganisation(reads);
      throw expired
          ? new InvitationExpired(token.invitee(), token.organisation())
          : ended(Ending.ENDED);
    }
    if (!matches(member.get())) {
      throw ended(Ending.ACCEPTED);
    }
  }

  private void mustBeOfAnOrganisation(Reads reads) {
    Key key = OrganisationRecord.key(token.organisation());
    if (LiveRecords.getAll(reads, List.of(key), Consistency.STRONG).isEmpty()) {
      throw ended(Ending.ORGANISATION_DELETED);
    }
  }

  /** Refuses if the invitation has become a membership. */
  void mustNotHaveBeenAcceptedAs(Optional<Item> member) {
    if (member.filter(this::isOf).isPresent()) {
      throw ended(Ending.ACCEPTED);
    }
  }

  private boolean isOf(Item item) {
    return UserOrganisationRecord.membership(item).filter(token.id()::equals).isPresent();
  }

  private boolean matches(Item item) {
    return OrganisationInvitationRecord.tokenHash(item).filter(token::matches).isPresent();
  }

  InvitationNotOpen ended(Ending how) {
    return new InvitationNotOpen(token.invitee(), token.organisation(), how);
  }
}
