package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserOrganisation;
import java.time.Instant;
import java.util.Optional;

/**
 * The record {@code userOrganisation}: the user's side of a membership, or of an invitation while
 * {@code acceptedAt} is NULL.
 *
 * @param user whose side it is
 * @param id the identity of the membership or invitation
 * @param organisation the organisation, of the revision whose name was copied
 * @param invitedAt when the user was invited, or made a member without an invitation
 * @param acceptedAt since when the user is a member; empty while it is an invitation
 * @param expiresAt until when an invitation is open; empty for a membership
 */
record UserOrganisationRecord(
    UserId user,
    MembershipId id,
    Organisation organisation,
    Instant invitedAt,
    Optional<Instant> acceptedAt,
    Optional<Instant> expiresAt) {

  static final String TYP = "userOrganisation";
  static final String MEMBERSHIP = "membershipId";
  static final String ACCEPTED_AT = "acceptedAt";
  static final String EXPIRES_AT = "expiresAt";

  /** The revision of the organisation whose name was copied last. */
  static final String ORGANISATION_REVISION = "organisationRevision";

  /** An invitation of version 0 has no end. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  static UserOrganisationRecord membership(
      UserId user, MembershipId id, Organisation organisation, Instant acceptedAt) {
    return new UserOrganisationRecord(
        user, id, organisation, acceptedAt, Optional.of(acceptedAt), Optional.empty());
  }

  static Key key(UserId user, OrganisationId organisation) {
    return Key.userOrganisation(user, organisation);
  }

  Item item() {
    Item item =
        Item.of(key(user, organisation.id()), TYP)
            .with("email", user.email())
            .with("organisationId", organisation.id().value())
            .with("organisationName", organisation.name())
            .with(ORGANISATION_REVISION, organisation.revision())
            .with(MEMBERSHIP, id.value())
            .with("invitedAt", invitedAt);
    expiresAt.ifPresent(end -> item.with(EXPIRES_AT, end.getEpochSecond()));
    return acceptedAt
        .map(since -> item.with(ACCEPTED_AT, since))
        .orElseGet(() -> item.withNull(ACCEPTED_AT));
  }

  static Change accept(Instant now) {
    return new Change().set(ACCEPTED_AT, now).remove(EXPIRES_AT);
  }

  static Change rename(String name, long revision) {
    return new Change().set("organisationName", name).set(ORGANISATION_REVISION, revision);
  }

  /** Returns whether this is the user's side of a membership, not of an invitation. */
  static boolean isAccepted(Item item) {
    return item.is(TYP) && UserRecord.time(item, ACCEPTED_AT).isAfter(UserRecord.NEVER_SET);
  }

  /** Returns whether this is the user's side of an invitation. */
  static boolean isInvitation(Item item) {
    return item.is(TYP) && item.isNull(ACCEPTED_AT);
  }

  static Optional<UserOrganisation> organisation(Item item) {
    if (!isAccepted(item)) {
      return Optional.empty();
    }
    return id(item)
        .map(id -> new UserOrganisation(id, name(item, id), UserRecord.time(item, ACCEPTED_AT)));
  }

  static Optional<UserInvitation> invitation(Item item) {
    if (!isInvitation(item)) {
      return Optional.empty();
    }
    return id(item)
        .map(
            id ->
                new UserInvitation(
                    id, name(item, id), UserRecord.time(item, "invitedAt"), expiresAt(item)));
  }

  /** Returns until when an invitation is open. */
  static Instant expiresAt(Item item) {
    return item.number(EXPIRES_AT)
        .filter(end -> end >= 0 && end < NEVER.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElse(NEVER);
  }

  /** Returns the identity that both sides carry; none in version 0. */
  static Optional<MembershipId> membership(Item item) {
    try {
      return item.string(MEMBERSHIP).map(MembershipId::new);
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  static Optional<OrganisationId> id(Item item) {
    return item.key().organisationAfter(Key.USER_ORGANISATIONS);
  }

  private static String name(Item item, OrganisationId id) {
    return UserRecord.readable(item.text("organisationName"), false, id.value());
  }
}
