package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a membership or invitation: of one user in one organisation, on both sides.
 *
 * @param user the member or invitee
 * @param organisation the organisation
 */
public record MembershipKeys(EmailAddress user, OrganisationId organisation) {

  /**
   * Returns the keys that belong with this one; empty if it is not the key of a side of a
   * membership or invitation.
   */
  public static Optional<MembershipKeys> of(Key key) {
    Optional<OrganisationId> organisation = organisation(key);
    return organisation.isEmpty()
        ? Optional.empty()
        : user(key).map(user -> new MembershipKeys(user, organisation.get()));
  }

  /** Returns the key of the user's side of a member or an invitation. */
  public static Key userSide(Item item) {
    return of(item.key()).orElseThrow(() -> new UpgradeRequired(item.toString())).userSide();
  }

  /**
   * Returns the keys by the fields {@code email} and {@code organisationId} of a record; empty if
   * one is invalid.
   */
  public static Optional<MembershipKeys> ofFields(Item item) {
    return Keys.parse(item, "email", EmailAddress::of)
        .flatMap(
            user ->
                Keys.parse(item, "organisationId", OrganisationId::of)
                    .map(organisation -> new MembershipKeys(user, organisation)));
  }

  /** Returns the user in a key, in the partition of the user or of the organisation. */
  public static Optional<EmailAddress> user(Key key) {
    return Keys.userOf(key)
        .or(() -> Keys.userAfter(key, Keys.MEMBERS))
        .or(() -> Keys.userAfter(key, Keys.INVITATIONS));
  }

  /** Returns the organisation in a key, in the partition of the user or of the organisation. */
  public static Optional<OrganisationId> organisation(Key key) {
    return Keys.organisationOf(key).or(() -> Keys.organisationAfter(key, Keys.USER_ORGANISATIONS));
  }

  /** Returns the key of the user's side of a membership or an invitation. */
  public Key userSide() {
    return Keys.userOrganisation(user, organisation);
  }

  /** Returns the key of the organisation's side of a membership. */
  public Key member() {
    return Keys.organisationGroupMember(organisation, user);
  }

  /** Returns the key of the organisation's side of an invitation. */
  public Key invitation() {
    return Keys.organisationInvitation(organisation, user);
  }

  public List<Key> all() {
    return List.of(userSide(), member(), invitation());
  }
}
