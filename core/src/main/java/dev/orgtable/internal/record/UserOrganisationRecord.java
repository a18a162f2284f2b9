package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserOrganisation;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.time.Instant;
import java.util.Optional;

/**
 * The record {@code userOrganisation}: the user's side of a membership, or of an invitation if
 * {@code acceptedAt} is NULL.
 *
 * @param user the user or invitee
 * @param userId the user's id; empty for an invitation, whose invitee need not be a user
 * @param id the id of the membership or invitation
 * @param organisation the organisation, with the revision whose name was copied
 * @param invitedAt when the user was invited, or became a member without an invitation
 * @param acceptedAt when the user became a member; empty for an invitation
 * @param expiresAt when the invitation expires; empty for a membership
 */
public record UserOrganisationRecord(
    EmailAddress user,
    Optional<UserId> userId,
    MembershipId id,
    Organisation organisation,
    Instant invitedAt,
    Optional<Instant> acceptedAt,
    Optional<Instant> expiresAt) {

  public static final String TYP = "userOrganisation";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.USERS, Keys.USER_ORGANISATIONS)
          .owning(key -> MembershipKeys.of(key).isPresent())
          .placedBy(item -> MembershipKeys.ofFields(item).map(MembershipKeys::userSide))
          .checkedBy(UserOrganisationRecord::check)
          .dependingOn(UserOrganisationRecord::isWhole);

  public static final String MEMBERSHIP = "membershipId";
  public static final String ACCEPTED_AT = "acceptedAt";
  public static final String EXPIRES_AT = Expiry.EXPIRES_AT;

  /** The revision of the organisation that was copied last. */
  public static final String ORGANISATION_REVISION = "organisationRevision";

  /** The expiry of invitations of version 0, which have none. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  public static UserOrganisationRecord membership(
      User user, MembershipId id, Organisation organisation, Instant acceptedAt) {
    return new UserOrganisationRecord(
        user.email(),
        Optional.of(user.id()),
        id,
        organisation,
        acceptedAt,
        Optional.of(acceptedAt),
        Optional.empty());
  }

  public static Key key(EmailAddress user, OrganisationId organisation) {
    return Keys.userOrganisation(user, organisation);
  }

  private static boolean isWhole(Item item) {
    return item.string(MEMBERSHIP).isPresent() && (isAccepted(item) || isInvitation(item));
  }

  private static void check(FieldCheck fields) {
    fields.name("email", Keys.userOf(fields.key()));
    fields.name("organisationId", Keys.organisationAfter(fields.key(), Keys.USER_ORGANISATIONS));
    fields.userIdIfThere();
    fields.text("organisationName", false);
    fields.time("invitedAt", true);
    if (!fields.item().isNull(ACCEPTED_AT)) {
      fields.time(ACCEPTED_AT, false);
    }
    if (fields.isCurrent() && isInvitation(fields.item())) {
      checkInvitation(fields);
    } else if (fields.isCurrent() && isAccepted(fields.item())) {
      checkMembership(fields);
    }
  }

  /** Checks either side of an invitation, which must have an expiry. */
  public static void checkInvitation(FieldCheck fields) {
    checkIdentity(fields);
    fields.number(EXPIRES_AT);
  }

  /** Checks either side of a membership, which must not have an expiry. */
  public static void checkMembership(FieldCheck fields) {
    checkIdentity(fields);
    if (fields.item().value(EXPIRES_AT).isPresent()) {
      fields.add("a membership with an expiry");
    }
  }

  private static void checkIdentity(FieldCheck fields) {
    if (membership(fields.item()).isEmpty()) {
      fields.add("no " + MEMBERSHIP);
    }
  }

  public Item item() {
    Item.Builder item =
        Layout.item(key(user, organisation.id()), TYP)
            .with("email", user.value())
            .with("organisationId", organisation.id().value())
            .with("organisationName", organisation.name())
            .with(ORGANISATION_REVISION, organisation.revision())
            .with(MEMBERSHIP, id.value())
            .with("invitedAt", invitedAt);
    userId.ifPresent(known -> item.with(UserIdRecord.ID, known.value()));
    expiresAt.ifPresent(end -> item.with(EXPIRES_AT, end.getEpochSecond()));
    return acceptedAt
        .map(since -> item.with(ACCEPTED_AT, since))
        .orElseGet(() -> item.withNull(ACCEPTED_AT))
        .build();
  }

  public static Change accept(UserId user, Instant now) {
    return new Change().set(UserIdRecord.ID, user.value()).set(ACCEPTED_AT, now).remove(EXPIRES_AT);
  }

  public static Change rename(String name, long revision) {
    return new Change().set("organisationName", name).set(ORGANISATION_REVISION, revision);
  }

  /** Returns whether an item is the user's side of a membership. */
  public static boolean isAccepted(Item item) {
    return Layout.is(item, TYP) && Fields.time(item, ACCEPTED_AT).isAfter(Fields.NEVER_SET);
  }

  /** Returns whether an item is the user's side of an invitation. */
  public static boolean isInvitation(Item item) {
    return Layout.is(item, TYP) && item.isNull(ACCEPTED_AT);
  }

  public static Optional<UserOrganisation> organisation(Item item) {
    if (!isAccepted(item)) {
      return Optional.empty();
    }
    return id(item)
        .map(id -> new UserOrganisation(id, name(item, id), Fields.time(item, ACCEPTED_AT)));
  }

  public static Optional<UserInvitation> invitation(Item item) {
    if (!isInvitation(item)) {
      return Optional.empty();
    }
    return id(item)
        .map(
            id ->
                new UserInvitation(
                    id, name(item, id), Fields.time(item, "invitedAt"), expiresAt(item)));
  }

  /** Returns when an invitation expires. */
  public static Instant expiresAt(Item item) {
    return item.number(EXPIRES_AT)
        .filter(end -> end >= 0 && end < NEVER.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElse(NEVER);
  }

  /** Returns the id that both sides have; empty in version 0. */
  public static Optional<MembershipId> membership(Item item) {
    try {
      return item.string(MEMBERSHIP).map(MembershipId::new);
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  public static Optional<OrganisationId> id(Item item) {
    return Keys.organisationAfter(item.key(), Keys.USER_ORGANISATIONS);
  }

  private static String name(Item item, OrganisationId id) {
    return Fields.readable(item.text("organisationName"), false, id.value());
  }

  /**
   * Returns the organisation of a user's side.
   *
   * @throws UpgradeRequired if the key has no valid id
   */
  public static OrganisationId organisationOf(Item userSide) {
    return id(userSide).orElseThrow(() -> new UpgradeRequired(userSide.toString()));
  }

  /**
   * Returns the condition that a side still belongs to the membership or invitation that was read.
   */
  public static Condition same(Item side) {
    return Conditions.live().equal(MEMBERSHIP, side.text(MEMBERSHIP));
  }
}
