package dev.orgtable.store;

import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.UserId;
import java.util.Optional;

/** The record {@code organisationInvitation}: the organisation's side of an open invitation. */
final class OrganisationInvitationRecord {

  static final String TYP = "organisationInvitation";

  /**
   * The hash of the token that is good for the invitation, if one was issued since it was made or
   * resent; on a membership, of the one that was good when it was accepted.
   */
  static final String TOKEN_HASH = "tokenHash";

  /**
   * The SHA-256 of the address of the person who invited or resent it last, if a person did: what
   * that person mails is counted by it.
   */
  static final String INVITER = "inviter";

  /** Who invited, in words: for a person the own address. */
  static final String INVITED_BY = "invitedBy";

  private OrganisationInvitationRecord() {}

  static Key key(OrganisationId organisation, UserId invitee) {
    return Key.organisationInvitation(organisation, invitee);
  }

  static Item item(Invitation invitation) {
    Item item =
        Item.of(key(invitation.organisation(), invitation.invitee()), TYP)
            .with("organisationId", invitation.organisation().value())
            .with("email", invitation.invitee().email())
            .with(UserOrganisationRecord.MEMBERSHIP, invitation.id().value())
            .with(INVITED_BY, invitation.invitedBy())
            .with("invitedAt", invitation.invitedAt())
            .with(UserOrganisationRecord.EXPIRES_AT, invitation.expiresAt().getEpochSecond())
            .with(Groups.ATTRIBUTE, Groups.write(invitation.groups()));
    return AgendaEntry.of(invitation).with(item);
  }

  /** Returns the hash of the token of an invitation, or of a membership; empty if there is none. */
  static Optional<String> tokenHash(Item item) {
    return item.string(TOKEN_HASH);
  }

  /** Returns the hash of the person who invited; empty if nobody did so for themselves. */
  static Optional<String> inviter(Item item) {
    return item.string(INVITER);
  }

  /**
   * Returns the invitation that an item is.
   *
   * @throws UnreadableRecord if it does not tell which
   */
  static Invitation read(Item item) {
    return from(item).orElseThrow(() -> RecordType.unreadable(item.key()));
  }

  static Optional<Invitation> from(Item item) {
    if (!item.is(TYP)) {
      return Optional.empty();
    }
    Key key = item.key();
    return key.organisation()
        .flatMap(
            organisation ->
                key.userAfter(Key.INVITATIONS)
                    .flatMap(
                        invitee ->
                            UserOrganisationRecord.membership(item)
                                .map(id -> from(id, organisation, invitee, item))));
  }

  private static Invitation from(
      MembershipId id, OrganisationId organisation, UserId invitee, Item item) {
    return new Invitation(
        id,
        organisation,
        invitee,
        Groups.read(item.strings(Groups.ATTRIBUTE)),
        UserRecord.readable(item.text(INVITED_BY), true, ""),
        UserRecord.time(item, "invitedAt"),
        UserOrganisationRecord.expiresAt(item),
        AgendaEntry.of(item).delivery());
  }
}
