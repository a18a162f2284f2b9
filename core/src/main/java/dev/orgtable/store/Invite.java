package dev.orgtable.store;

import dev.orgtable.Delivery;
import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates an invitation: both sides, and the counts of the organisation and the services. */
final class Invite implements Operation<Invitation> {

  private final Context context;
  private final Invitation invitation;
  private final int limit;

  Invite(Context context, Invitation invitation) {
    this.context = context;
    this.invitation = invitation;
    this.limit = context.limits().openInvitations();
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
    if (source.hasRoom(limit)) {
      return commit(source);
    }
    try {
      return new InvitationQuota(context).recounted(reads, source, this::commit);
    } catch (TooManyInvitations full) {
      refuseTaken(reads);
      throw full;
    }
  }

  private Decision<Invitation> commit(OrganisationRecord source) {
    return Decision.commit(invite(source), invitation)
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
   * Refuses an invitee who already is a member or invited, which takes precedence over the limit.
   */
  private void refuseTaken(Reads reads) {
    Key key = UserOrganisationRecord.key(invitation.invitee(), invitation.organisation());
    reads
        .get(key, Consistency.STRONG)
        .filter(side -> !isExpired(side, invitation.invitedAt()))
        .ifPresent(
            side -> {
              throw taken().given(side);
            });
  }

  private static boolean isExpired(Item side, Instant now) {
    return UserOrganisationRecord.isInvitation(side)
        && !now.isBefore(UserOrganisationRecord.expiresAt(side));
  }

  private Refusal taken() {
    EmailAddress invitee = invitation.invitee();
    return Refusals.occupied(
        found ->
            UserOrganisationRecord.isAccepted(found)
                ? new AlreadyMember(invitee, invitation.organisation())
                : new AlreadyInvited(invitee, invitation.organisation()));
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

  private Transaction invite(OrganisationRecord source) {
    Organisation organisation = source.organisation();
    EmailAddress invitee = invitation.invitee();
    UserOrganisationRecord userSide =
        new UserOrganisationRecord(
            invitee,
            Optional.empty(),
            invitation.id(),
            organisation,
            invitation.invitedAt(),
            Optional.empty(),
            Optional.of(invitation.expiresAt()));
    Condition free = context.absentOrExpired(invitation.invitedAt());
    Refusal taken = taken();
    Transaction transaction =
        new Transaction().put(userSide.item(), free, taken).put(item(), free, taken);
    source.addInvited(transaction, limit);
    OrganisationServiceRecord.add(
        transaction, organisation.id(), Groups.services(invitation.groups()));
    return transaction;
  }

  private Item item() {
    Item.Builder item = OrganisationInvitationRecord.item(invitation).change();
    context.caller().ifPresent(hash -> item.with(OrganisationInvitationRecord.INVITER, hash));
    return item.build();
  }
}
