package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The record {@code organisationGroupMember}: the organisation's side of a membership, with a copy
 * of the user's fields.
 *
 * @param organisation the organisation
 * @param id the membership's id
 * @param user the user's fields, with the revision that was copied
 * @param groups the groups that the member is in
 * @param acceptedAt when the user became a member
 */
public record OrganisationGroupMemberRecord(
    OrganisationId organisation,
    MembershipId id,
    User user,
    Set<Group> groups,
    Instant acceptedAt) {

  public static final String TYP = "organisationGroupMember";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ORGANISATIONS, Keys.MEMBERS)
          .owning(key -> MembershipKeys.of(key).isPresent())
          .placedBy(item -> MembershipKeys.ofFields(item).map(MembershipKeys::member))
          .checkedBy(OrganisationGroupMemberRecord::check)
          .dependingOn(
              item ->
                  item.string(UserOrganisationRecord.MEMBERSHIP).isPresent()
                      && Groups.isValid(item));

  /** When the member was suspended; absent from an active member. */
  public static final String SUSPENDED_AT = Suspension.SUSPENDED_AT;

  /** The revision of the user that was copied last. */
  public static final String PROFILE_REVISION = "profileRevision";

  public static Key key(OrganisationId organisation, EmailAddress user) {
    return Keys.organisationGroupMember(organisation, user);
  }

  private static void check(FieldCheck fields) {
    fields.name("organisationId", Keys.organisationOf(fields.key()));
    fields.name("email", Keys.userAfter(fields.key(), Keys.MEMBERS));
    fields.userIdIfThere();
    UserRecord.checkProfile(fields);
    fields.time("createdAt", true);
    fields.currentTime(UserOrganisationRecord.ACCEPTED_AT, false);
    if (isSuspended(fields.item())) {
      fields.time(SUSPENDED_AT, false);
    }
    if (fields.item().value(Suspension.COPY).isPresent()) {
      fields.number(Suspension.COPY);
    }
    StoredFacts.check(fields);
    if (fields.isCurrent()) {
      UserOrganisationRecord.checkMembership(fields);
      fields.hashIfThere(OrganisationInvitationRecord.TOKEN_HASH);
    }
  }

  public Item item() {
    return UserRecord.profile(Layout.item(key(organisation, user.email()), TYP), user)
        .with("organisationId", organisation.value())
        .with(UserOrganisationRecord.MEMBERSHIP, id.value())
        .with("acceptedAt", acceptedAt)
        .with(PROFILE_REVISION, user.revision())
        .with(Groups.ATTRIBUTE, Groups.write(groups))
        .build();
  }

  /**
   * Returns the member of an item in the current version, or of version 0 if {@code Version0}
   * confirmed it.
   */
  public static Optional<Member> member(Item item) {
    if (!Layout.is(item, TYP)) {
      return Optional.empty();
    }
    Key key = item.key();
    return Keys.organisationOf(key)
        .flatMap(
            organisation ->
                Keys.userAfter(key, Keys.MEMBERS).map(user -> member(organisation, user, item)));
  }

  /**
   * Returns the groups of an active member's item, as {@link #member} does; empty for suspended
   * members, members of suspended organisations, and other items.
   */
  public static Optional<Set<Group>> groups(Item item) {
    return Layout.is(item, TYP) && !isSuspended(item) && !Suspension.isCopied(item)
        ? Optional.of(Groups.read(item.strings(Groups.ATTRIBUTE)))
        : Optional.empty();
  }

  private static Member member(OrganisationId organisation, EmailAddress email, Item item) {
    return new Member(
        organisation,
        email,
        UserIdRecord.of(item, email),
        UserRecord.profile(email, item),
        Groups.read(item.strings(Groups.ATTRIBUTE)),
        Fields.time(item, "acceptedAt"),
        isSuspended(item) ? Optional.of(Fields.time(item, SUSPENDED_AT)) : Optional.empty(),
        Suspension.isCopied(item));
  }

  /** Returns whether a member is suspended, whatever the time says. */
  public static boolean isSuspended(Item member) {
    return member.value(SUSPENDED_AT).isPresent();
  }

  /** Returns whether a member is one of the owners that the organisation counts. */
  public static boolean isActiveOwner(Item member) {
    return member.strings(Groups.ATTRIBUTE).contains(Groups.OWNER) && !isSuspended(member);
  }

  /** The condition holds, and the member is an active owner. */
  public static Condition activeOwner(Condition condition) {
    return condition.contains(Groups.ATTRIBUTE, Groups.OWNER).lacking(SUSPENDED_AT);
  }

  /** The condition holds, and the member is suspended or not an owner. */
  public static Condition notActiveOwner(Condition condition) {
    return condition.and(
        Condition.where()
            .lacks(Groups.ATTRIBUTE, Groups.OWNER)
            .or(Condition.where().there(SUSPENDED_AT)));
  }

  /** Returns the change that copies a newer profile of the user. */
  public static Change copy(User newer) {
    return UserRecord.profile(new Change(), newer.profile())
        .set(UserIdRecord.ID, newer.id().value())
        .set("createdAt", newer.createdAt())
        .set(PROFILE_REVISION, newer.revision());
  }

  /**
   * Returns a member with the user's profile. The member's own copy is kept, unless the profile was
   * changed since.
   */
  public static Item withProfile(Item member, User user) {
    long written = Revisions.counted(member.number(PROFILE_REVISION).orElse(0L));
    boolean newest = written >= Revisions.counted(user.revision()) - 1;
    Item.Builder copy = newest ? member.change() : UserRecord.profile(member.change(), user);
    return copy.with(UserIdRecord.ID, user.id().value())
        .with(PROFILE_REVISION, user.revision())
        .build();
  }
}
