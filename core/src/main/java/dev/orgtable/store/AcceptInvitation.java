package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.OrganisationLimit;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accepts one invitation. */
final class AcceptInvitation implements Operation<Member> {

  private final EmailAddress invitee;
  private final OrganisationId organisation;
  private final Instant now;

  /** The id of the invitation to accept; if none is given, that of the first one read. */
  private @Nullable MembershipId requested;

  /** The proof by a token; null if none was presented. */
  private final @Nullable TokenProof proof;

  /** The profile for an invitee who is not a user yet; null if the invitee must be a user. */
  private final @Nullable Profile profile;

  AcceptInvitation(
      EmailAddress invitee,
      OrganisationId organisation,
      Instant now,
      @Nullable MembershipId requested) {
    this.invitee = invitee;
    this.organisation = organisation;
    this.now = now;
    this.requested = requested;
    this.proof = null;
    this.profile = null;
  }

  AcceptInvitation(TokenProof proof, @Nullable Profile profile, Instant now) {
    this.invitee = proof.token().invitee();
    this.organisation = proof.token().organisation();
    this.now = now;
    this.requested = proof.token().id();
    this.proof = proof;
    this.profile = profile;
  }

  /**
   * Reads the invitation and the user, and with a token also the tombstones, so that a closed
   * invitation can be told from one that never existed.
   */
  @Override
  public Decision<Member> decide(Reads reads) {
    Key invitationKey = OrganisationInvitationRecord.key(organisation, invitee);
    Key userKey = UserRecord.key(invitee);
    Key tombstonesKey = Tombstones.key();
    Map<Key, Item> found =
        reads.getAll(
            proof != null
                ? List.of(tombstonesKey, invitationKey, userKey)
                : List.of(invitationKey, userKey),
            Consistency.STRONG);
    Tombstones tombstones = Tombstones.of(Optional.ofNullable(found.get(tombstonesKey)));
    Optional<Item> offered = Optional.ofNullable(found.get(invitationKey));
    Optional<Item> side = offered.flatMap(tombstones::live);
    Optional<Invitation> open = side.map(OrganisationInvitationRecord::read);
    if (open.isEmpty()) {
      return Decision.unchanged(existingMember(reads));
    }
    Invitation invitation = open.get();
    if (proof != null) {
      side.ifPresent(proof::requireValidFor);
    }
    requested = requested == null ? invitation.id() : requested;
    if (!isRequested(invitation.id())) {
      throw new InvitationNotFound(invitee, organisation);
    }
    if (invitation.isExpiredAt(now)) {
      throw new InvitationExpired(invitee, organisation);
    }
    Optional<UserRecord> user = Optional.ofNullable(found.get(userKey)).flatMap(UserRecord::from);
    user.ifPresent(known -> OrganisationLimit.check(reads, List.of(known), organisation));
    return accept(offered.get(), invitation, user, 0)
        .ifRefused(
            ConflictException.class,
            (again, conflict) -> accept(offered.get(), invitation, user, suspension(conflict)));
  }

  /**
   * Returns the number of an organisation that was suspended before and is active. An acceptance is
   * first written as for one that never was, without reading the organisation.
   *
   * @throws OrganisationSuspended if it is suspended
   */
  private long suspension(ConflictException conflict) {
    Suspension found =
        conflict
            .found()
            .flatMap(OrganisationRecord::from)
            .map(OrganisationRecord::suspension)
            .filter(known -> known.number() > 0)
            .orElseThrow(() -> conflict);
    if (found.isSuspended()) {
      throw new OrganisationSuspended(organisation);
    }
    return found.number();
  }

  /**
   * Accepts the live part of an invitation.
   *
   * @param offered the invitation's record as read, including groups of deleted services
   * @param suspension the number of the organisation's suspension, which the member copies
   */
  private Decision.Commit<Member> accept(
      Item offered, Invitation invitation, Optional<UserRecord> found, long suspension) {
    Optional<String> tokenHash = OrganisationInvitationRecord.tokenHash(offered);
    UserRecord user = found.orElseGet(this::newUser);
    Condition same =
        Conditions.live().equal(UserOrganisationRecord.MEMBERSHIP, invitation.id().value());
    Item.Builder making =
        new OrganisationGroupMemberRecord(
                organisation, invitation.id(), user.user(), invitation.groups(), now)
            .item()
            .change();
    tokenHash.ifPresent(hash -> making.with(OrganisationInvitationRecord.TOKEN_HASH, hash));
    Item member = Suspension.on(making.build(), suspension);
    Transaction transaction =
        new Transaction()
            .delete(
                OrganisationInvitationRecord.key(organisation, invitee),
                same.equal(Groups.ATTRIBUTE, offered.strings(Groups.ATTRIBUTE))
                    .same(
                        OrganisationInvitationRecord.TOKEN_HASH,
                        offered.value(OrganisationInvitationRecord.TOKEN_HASH).orElse(null)),
                Refusals.changed())
            .create(member, Refusals.changed())
            .update(
                UserOrganisationRecord.key(invitee, organisation),
                UserOrganisationRecord.accept(user.user().id(), now),
                same,
                Refusals.changed());
    if (found.isPresent()) {
      user.add(transaction);
    } else {
      transaction.create(user.item(), Refusals.occupied(there -> new ConflictException(there)));
      UserIdRecord.create(transaction, user.user());
      transaction.emit(holder(Draft.of(user.user(), EventType.USER_CREATED), user.user()));
    }
    transaction.emit(
        holder(
            Draft.of(
                organisation,
                EventType.MEMBER_ADDED,
                Draft.about(user.user()).adding(invitation.groups()).by(invitation.id())),
            user.user()));
    int owners = invitation.groups().contains(Group.OWNER) ? 1 : 0;
    OrganisationRecord.accept(transaction, organisation, owners, suspension);
    return Decision.commit(transaction, OrganisationGroupMemberRecord.member(member).orElseThrow());
  }

  /** Returns an event that names the invitee as its actor, if a token proves it. */
  private Draft holder(Draft event, User user) {
    return proof == null ? event : event.by(user);
  }

  /** Returns the new user that the invitee becomes on acceptance. */
  private UserRecord newUser() {
    if (profile == null) {
      throw new UserNotFound(invitee);
    }
    User user = new User(UserId.random(now), invitee, profile, now, Revisions.first());
    return new UserRecord(user, ChildVersion.start());
  }

  private Member existingMember(Reads reads) {
    Key key = OrganisationGroupMemberRecord.key(organisation, invitee);
    Optional<Item> member =
        Optional.ofNullable(LiveRecords.getAll(reads, List.of(key), Consistency.STRONG).get(key));
    if (proof != null) {
      proof.requireAcceptedAs(member, reads);
    }
    Item item =
        member
            .filter(
                found ->
                    UserOrganisationRecord.membership(found).map(this::isRequested).orElse(true))
            .orElseThrow(() -> new InvitationNotFound(invitee, organisation));
    return Version0.members(reads, List.of(item), Consistency.STRONG).stream()
        .flatMap(proven -> OrganisationGroupMemberRecord.member(proven).stream())
        .findFirst()
        .orElseThrow(() -> new UpgradeRequired(item.toString()));
  }

  private boolean isRequested(MembershipId id) {
    return requested == null || requested.equals(id);
  }
}
