package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.Optional;

/** The record {@code organisationInvitation}: the organisation's side of an open invitation. */
public final class OrganisationInvitationRecord {

  public static final String TYP = "organisationInvitation";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ORGANISATIONS, Keys.INVITATIONS)
          .owning(key -> MembershipKeys.of(key).isPresent())
          .placedBy(item -> MembershipKeys.ofFields(item).map(MembershipKeys::invitation))
          .checkedBy(OrganisationInvitationRecord::check)
          .dependingOn(
              item ->
                  item.string(UserOrganisationRecord.MEMBERSHIP).isPresent()
                      && item.number(UserOrganisationRecord.EXPIRES_AT).isPresent()
                      && Groups.isValid(item));

  /**
   * The hash of the invitation's valid token, if one was issued since it was created or resent; on
   * a membership, of the token that was valid on acceptance.
   */
  public static final String TOKEN_HASH = "tokenHash";

  /**
   * The SHA-256 of the address of the person who invited or resent it last, if a person did: the
   * key of that person's mail quota.
   */
  public static final String INVITER = "inviter";

  /** The inviter's name as shown to the invitee; for a person, the person's address. */
  public static final String INVITED_BY = "invitedBy";

  private OrganisationInvitationRecord() {}

  public static Key key(OrganisationId organisation, EmailAddress invitee) {
    return Keys.organisationInvitation(organisation, invitee);
  }

  private static void check(FieldCheck fields) {
    fields.name("organisationId", Keys.organisationOf(fields.key()));
    fields.name("email", Keys.userAfter(fields.key(), Keys.INVITATIONS));
    fields.text(INVITED_BY, true);
    fields.time("invitedAt", true);
    if (fields.isCurrent()) {
      UserOrganisationRecord.checkInvitation(fields);
      DueEntry.check(fields);
      fields.hashIfThere(TOKEN_HASH);
    }
  }

  public static Item item(Invitation invitation) {
    Item.Builder item =
        Layout.item(key(invitation.organisation(), invitation.invitee()), TYP)
            .with("organisationId", invitation.organisation().value())
            .with("email", invitation.invitee().value())
            .with(UserOrganisationRecord.MEMBERSHIP, invitation.id().value())
            .with(INVITED_BY, invitation.invitedBy())
            .with("invitedAt", invitation.invitedAt())
            .with(UserOrganisationRecord.EXPIRES_AT, invitation.expiresAt().getEpochSecond())
            .with(Groups.ATTRIBUTE, Groups.write(invitation.groups()));
    return DueEntry.of(invitation).with(item).build();
  }

  /** Returns the token hash of an invitation or a membership; empty if there is none. */
  public static Optional<String> tokenHash(Item item) {
    return item.string(TOKEN_HASH);
  }

  /** Returns the hash of the inviter's address; empty if no person invited. */
  public static Optional<String> inviter(Item item) {
    return item.string(INVITER);
  }

  /**
   * Returns the invitation of an item.
   *
   * @throws UnreadableRecord if the item is not a valid invitation
   */
  public static Invitation read(Item item) {
    return from(item).orElseThrow(() -> Layout.unreadable(item.key()));
  }

  public static Optional<Invitation> from(Item item) {
    if (!Layout.is(item, TYP)) {
      return Optional.empty();
    }
    Key key = item.key();
    return Keys.organisationOf(key)
        .flatMap(
            organisation ->
                Keys.userAfter(key, Keys.INVITATIONS)
                    .flatMap(
                        invitee ->
                            UserOrganisationRecord.membership(item)
                                .map(id -> from(id, organisation, invitee, item))));
  }

  private static Invitation from(
      MembershipId id, OrganisationId organisation, EmailAddress invitee, Item item) {
    return new Invitation(
        id,
        organisation,
        invitee,
        Groups.read(item.strings(Groups.ATTRIBUTE)),
        Fields.readable(item.text(INVITED_BY), true, ""),
        Fields.time(item, "invitedAt"),
        UserOrganisationRecord.expiresAt(item),
        DueEntry.of(item).delivery());
  }
}
