package dev.orgtable.store;

import dev.orgtable.Delivery;
import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates an invitation: both sides, and the counts of the organisation and the services. It is
 * first written as for an invitee without an earlier invitation; one that has expired is replaced.
 */
final class Invite implements Operation<Invitation> {

  private final Context context;
  private final Invitation invitation;
  private final Key userSide;
  private final Key organisationSide;
  private final int quota;

  Invite(Context context, Invitation invitation) {
    this.context = context;
    this.invitation = invitation;
    this.userSide = UserOrganisationRecord.key(invitation.invitee(), invitation.organisation());
    this.organisationSide =
        OrganisationInvitationRecord.key(invitation.organisation(), invitation.invitee());
    this.quota = context.limits().openInvitations();
  }

  /** Returns the due mail of an invitation that is created or resent now, if mails are enabled. */
  static Optional<Delivery> mail(Context context) {
    return context.limits().invitationMails()
        ? Optional.of(DueEntry.dueAt(context.now()))
        : Optional.empty();
  }

  @Override
  public Decision<Invitation> decide(Reads reads) {
    OrganisationRecord source = source(reads);
    return source.sides().haveRoom(1) && source.sides().areBelow(quota)
        ? commit(source, Map.of())
            .ifRefused(
                ConflictException.class,
                (again, conflict) -> {
                  if (conflict.found().filter(this::isExpired).isEmpty()) {
                    throw conflict;
                  }
                  return commit(source, sides(again));
                })
        : full(reads, source);
  }

  /**
   * Decides about an organisation that has reached a limit: an invitation that replaces an expired
   * one needs no room.
   *
   * @throws MemberLimitReached if the organisation has as many members and invitations as it may
   * @throws TooManyInvitations if it has as many open invitations as any may
   */
  private Decision<Invitation> full(Reads reads, OrganisationRecord source) {
    Map<Key, Item> sides = sides(reads);
    return sides.containsKey(organisationSide)
        ? commit(source, sides)
        : Room.made(reads, source, context, this, missing(source), Set.of(), () -> refusal(source));
  }

  private long missing(OrganisationRecord source) {
    long ofQuota = source.sides().invitations() + 1 - quota;
    return Math.max(ofQuota, source.sides().missing(1));
  }

  private RuntimeException refusal(OrganisationRecord source) {
    OrganisationId organisation = source.organisation().id();
    return source.sides().areBelow(quota)
        ? new MemberLimitReached(organisation, source.sides().limit().orElseThrow())
        : new TooManyInvitations(organisation, quota);
  }

  /** Commits an invitation in place of these expired sides. */
  private Decision.Commit<Invitation> commit(OrganisationRecord source, Map<Key, Item> expired) {
    return Decision.commit(invite(source, expired), invitation)
        .ifRefused(AlreadyMember.class, this::unlessDeleted)
        .ifRefused(AlreadyInvited.class, this::unlessDeleted);
  }

  /**
   * Refuses with {@code InProgress} instead if the existing record belongs to a user whose deletion
   * is in progress.
   */
  private Decision<Invitation> unlessDeleted(Reads reads, RuntimeException refusal) {
    TombstoneRecord.refuse(reads, UserRecord.key(invitation.invitee()));
    throw refusal;
  }

  /**
   * Reads both sides of an expired invitation of the invitee, if there is one.
   *
   * @throws AlreadyMember if the invitee is a member
   * @throws AlreadyInvited if there is an open invitation
   */
  private Map<Key, Item> sides(Reads reads) {
    Map<Key, Item> sides = reads.getAll(List.of(userSide, organisationSide), Consistency.STRONG);
    for (Item side : sides.values()) {
      if (!isExpired(side)) {
        throw taken().given(side);
      }
    }
    return sides;
  }

  private boolean isExpired(Item side) {
    boolean invites =
        UserOrganisationRecord.isInvitation(side)
            || Layout.is(side, OrganisationInvitationRecord.TYP);
    return invites
        && Layout.isCurrent(side)
        && side.number(Expiry.EXPIRES_AT).isPresent()
        && context.clockAgrees()
        && !invitation.invitedAt().isBefore(UserOrganisationRecord.expiresAt(side));
  }

  private Refusal taken() {
    EmailAddress invitee = invitation.invitee();
    return Refusals.occupied(
        found ->
            isExpired(found)
                ? new ConflictException(found)
                : UserOrganisationRecord.isAccepted(found)
                    ? new AlreadyMember(invitee, invitation.organisation())
                    : new AlreadyInvited(invitee, invitation.organisation()));
  }

  private static Condition same(@Nullable Item expired) {
    return expired == null
        ? Condition.absent()
        : UserOrganisationRecord.same(expired)
            .equal(Expiry.EXPIRES_AT, UserOrganisationRecord.expiresAt(expired).getEpochSecond());
  }

  /**
   * Reads the organisation. Refuses an invitee whose deletion is in progress, since the job would
   * remove the invitation; a user who moved away does not matter.
   */
  private OrganisationRecord source(Reads reads) {
    Key organisationKey = OrganisationRecord.key(invitation.organisation());
    Key userKey = UserRecord.key(invitation.invitee());
    Map<Key, Item> found = reads.getAll(List.of(organisationKey, userKey), Consistency.STRONG);
    OrganisationRecord source =
        Optional.ofNullable(found.get(organisationKey))
            .flatMap(OrganisationRecord::from)
            .orElseThrow(() -> new OrganisationNotFound(invitation.organisation()));
    Optional.ofNullable(found.get(userKey))
        .filter(item -> TombstoneRecord.is(item) && !TombstoneRecord.isMoved(item))
        .ifPresent(
            item -> {
              throw TombstoneRecord.inProgress(item);
            });
    return source;
  }

  private Transaction invite(OrganisationRecord source, Map<Key, Item> expired) {
    Organisation organisation = source.organisation();
    EmailAddress invitee = invitation.invitee();
    UserOrganisationRecord record =
        new UserOrganisationRecord(
            invitee,
            Optional.empty(),
            invitation.id(),
            organisation,
            invitation.invitedAt(),
            Optional.empty(),
            Optional.of(invitation.expiresAt()));
    Refusal taken = taken();
    Transaction transaction =
        new Transaction()
            .put(record.item(), same(expired.get(userSide)), taken)
            .put(item(), same(expired.get(organisationSide)), taken);
    if (expired.containsKey(organisationSide)) {
      source.add(transaction, 0);
    } else {
      source.addInvitation(transaction, quota);
    }
    OrganisationServiceRecord.add(
        transaction, organisation.id(), Groups.services(invitation.groups()));
    Optional.ofNullable(expired.get(organisationSide))
        .ifPresent(side -> InvitationRemoval.emitExpired(transaction, organisation.id(), side));
    return transaction.emit(
        Draft.of(
            organisation.id(),
            EventType.INVITATION_CREATED,
            Details.of(invitee).adding(invitation.groups()).by(invitation.id())));
  }

  private Item item() {
    Item item = OrganisationInvitationRecord.item(invitation);
    return context
        .caller()
        .map(hash -> item.change().with(OrganisationInvitationRecord.INVITER, hash).build())
        .orElse(item);
  }
}
