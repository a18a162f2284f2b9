package dev.orgtable.internal.record;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.List;
import java.util.Optional;

/**
 * One user in one organisation: where both sides of the membership or invitation stand.
 *
 * @param user the member or invitee
 * @param organisation the organisation
 */
public record MembershipKeys(UserId user, OrganisationId organisation) {

  /** Returns whom a key is about; empty if it is not that of a side of a membership. */
  public static Optional<MembershipKeys> of(Key key) {
    Optional<OrganisationId> organisation = organisation(key);
    return organisation.isEmpty()
        ? Optional.empty()
        : user(key).map(user -> new MembershipKeys(user, organisation.get()));
  }

  /** Returns where the user's side of a member or an invitation stands. */
  public static Key userSide(Item item) {
    return of(item.key()).orElseThrow(() -> new UpgradeRequired(item.toString())).userSide();
  }

  /** Returns whom the fields of a record tell. */
  public static Optional<MembershipKeys> told(Item item) {
    return Keys.told(item, "email", UserId::of)
        .flatMap(
            user ->
                Keys.told(item, "organisationId", OrganisationId::of)
                    .map(organisation -> new MembershipKeys(user, organisation)));
  }

  /** Returns the user that a key is about, in whichever partition it is. */
  public static Optional<UserId> user(Key key) {
    return Keys.userOf(key)
        .or(() -> Keys.userAfter(key, Keys.MEMBERS))
        .or(() -> Keys.userAfter(key, Keys.INVITATIONS));
  }

  /** Returns the organisation that a key is about, in whichever partition it is. */
  public static Optional<OrganisationId> organisation(Key key) {
    return Keys.organisationOf(key).or(() -> Keys.organisationAfter(key, Keys.USER_ORGANISATIONS));
  }

  /** The user's side, of a membership or an invitation. */
  public Key userSide() {
    return Keys.userOrganisation(user, organisation);
  }

  /** The organisation's side of a membership. */
  public Key member() {
    return Keys.organisationGroupMember(organisation, user);
  }

  /** The organisation's side of an invitation. */
  public Key invitation() {
    return Keys.organisationInvitation(organisation, user);
  }

  public List<Key> all() {
    return List.of(userSide(), member(), invitation());
  }
}
