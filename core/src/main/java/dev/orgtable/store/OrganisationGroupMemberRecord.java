package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The record {@code organisationGroupMember}: the organisation's side of a membership, with a copy
 * of the user's fields.
 *
 * @param organisation the organisation
 * @param id the membership's identity
 * @param user the user's fields, of the revision that was copied
 * @param groups the groups that the member is in
 * @param acceptedAt since when
 */
record OrganisationGroupMemberRecord(
    OrganisationId organisation,
    MembershipId id,
    User user,
    Set<Group> groups,
    Instant acceptedAt) {

  static final String TYP = "organisationGroupMember";

  /** The revision of the user whose fields were copied last. */
  static final String PROFILE_REVISION = "profileRevision";

  static Key key(OrganisationId organisation, UserId user) {
    return Key.organisationGroupMember(organisation, user);
  }

  Item item() {
    return UserRecord.profile(Item.of(key(organisation, user.id()), TYP), user)
        .with("organisationId", organisation.value())
        .with(UserOrganisationRecord.MEMBERSHIP, id.value())
        .with("acceptedAt", acceptedAt)
        .with(PROFILE_REVISION, user.revision())
        .with(Groups.ATTRIBUTE, Groups.write(groups));
  }

  /**
   * Returns the member of an item of the present version, or of one of version 0 that was proven.
   */
  static Optional<Member> member(Item item) {
    if (!item.is(TYP)) {
      return Optional.empty();
    }
    Key key = item.key();
    return key.organisation()
        .flatMap(
            organisation ->
                key.userAfter(Key.MEMBERS).map(user -> member(organisation, user, item)));
  }

  private static Member member(OrganisationId organisation, UserId id, Item item) {
    return new Member(
        organisation,
        id,
        UserRecord.profile(id, item),
        Groups.read(item.strings(Groups.ATTRIBUTE)),
        UserRecord.time(item, "acceptedAt"));
  }
}
