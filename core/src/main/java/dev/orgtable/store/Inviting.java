package dev.orgtable.store;

import dev.orgtable.Delivery;
import dev.orgtable.Invitation;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Invitations being made, or opened for longer: attempted until what was read still holds when it
 * is written.
 */
final class Inviting {

  private final Connection connection;
  private final Table table;
  private final InvitationQuota quota;

  Inviting(Connection connection) {
    this.connection = connection;
    this.table = connection.open();
    this.quota =
        new InvitationQuota(table, connection.settings().openInvitations(), connection.now());
  }

  /** Returns the mail of an invitation that is made or resent now, if mails are sent. */
  static Optional<Delivery> mail(Connection connection) {
    return connection.settings().invitationMails()
        ? Optional.of(AgendaEntry.dueAt(connection.now()))
        : Optional.empty();
  }

  Invitation invite(Invitation invitation) {
    return table.settle(
        () -> {
          OrganisationRecord source = source(invitation.organisation(), invitation.invitee());
          try {
            return table.commit(invite(invitation, room(source, invitation)), invitation);
          } catch (AlreadyMember | AlreadyInvited e) {
            EndedRecord.refuse(table, UserRecord.key(invitation.invitee()));
            throw e;
          }
        });
  }

  /** Of an organisation that is full, whoever is in it or invited is told that, and not that. */
  private OrganisationRecord room(OrganisationRecord source, Invitation invitation) {
    try {
      return quota.room(source);
    } catch (TooManyInvitations e) {
      Key key = UserOrganisationRecord.key(invitation.invitee(), invitation.organisation());
      table
          .get(key, Consistency.STRONG)
          .filter(side -> !isExpired(side, invitation.invitedAt()))
          .ifPresent(
              side -> {
                throw taken(invitation).given(side);
              });
      throw e;
    }
  }

  private static boolean isExpired(Item side, Instant now) {
    return UserOrganisationRecord.isInvitation(side)
        && !now.isBefore(UserOrganisationRecord.expiresAt(side));
  }

  private static Refusal taken(Invitation invitation) {
    UserId invitee = invitation.invitee();
    return Refusal.occupied(
        found ->
            UserOrganisationRecord.isAccepted(found)
                ? new AlreadyMember(invitee, invitation.organisation())
                : new AlreadyInvited(invitee, invitation.organisation()));
  }

  /**
   * Reads the organisation. A user who was deleted takes along what the address is invited to until
   * the job is done, one who moved does not.
   */
  private OrganisationRecord source(OrganisationId organisation, UserId invitee) {
    Key organisationKey = OrganisationRecord.key(organisation);
    Key userKey = UserRecord.key(invitee);
    Map<Key, Item> found = table.getAll(List.of(organisationKey, userKey), Consistency.STRONG);
    OrganisationRecord source =
        Optional.ofNullable(found.get(organisationKey))
            .flatMap(OrganisationRecord::from)
            .orElseThrow(() -> new OrganisationNotFound(organisation));
    Optional.ofNullable(found.get(userKey))
        .filter(item -> EndedRecord.is(item) && !EndedRecord.isMoved(item))
        .ifPresent(
            item -> {
              throw EndedRecord.inProgress(item);
            });
    return source;
  }

  private Transaction invite(Invitation invitation, OrganisationRecord source) {
    Organisation organisation = source.organisation();
    UserId invitee = invitation.invitee();
    UserOrganisationRecord userSide =
        new UserOrganisationRecord(
            invitee,
            invitation.id(),
            organisation,
            invitation.invitedAt(),
            Optional.empty(),
            Optional.of(invitation.expiresAt()));
    Condition free = connection.absentOrExpired(invitation.invitedAt());
    Refusal taken = taken(invitation);
    Transaction transaction =
        new Transaction().put(userSide.item(), free, taken).put(item(invitation), free, taken);
    quota.add(transaction, source);
    OrganisationServiceRecord.add(
        transaction, organisation.id(), Groups.services(invitation.groups()));
    return transaction;
  }

  private Item item(Invitation invitation) {
    Item item = OrganisationInvitationRecord.item(invitation);
    connection.caller().ifPresent(hash -> item.with(OrganisationInvitationRecord.INVITER, hash));
    return item;
  }

  Invitation resend(UserId invitee, OrganisationId organisation, Instant end) {
    return table.settle(
        () -> {
          Invitation seen = InvitationStore.get(table, invitee, organisation);
          Instant later = end.isAfter(seen.expiresAt()) ? end : seen.expiresAt();
          Invitation next = seen.with(later, mail(connection));
          return table.commit(resend(seen, next), next);
        });
  }

  /**
   * What has expired, or will have before this is written, counts as one more that is open: nobody
   * counts it as open meanwhile.
   */
  private Transaction resend(Invitation seen, Invitation next) {
    UserId invitee = seen.invitee();
    OrganisationId organisation = seen.organisation();
    Condition same =
        Condition.present().equal(UserOrganisationRecord.MEMBERSHIP, seen.id().value());
    long end = next.expiresAt().getEpochSecond();
    Change change =
        AgendaEntry.of(next)
            .change(new Change())
            .set(UserOrganisationRecord.EXPIRES_AT, end)
            .remove(OrganisationInvitationRecord.TOKEN_HASH);
    connection.caller().ifPresent(hash -> change.set(OrganisationInvitationRecord.INVITER, hash));
    Transaction transaction =
        new Transaction()
            .update(
                UserOrganisationRecord.key(invitee, organisation),
                new Change().set(UserOrganisationRecord.EXPIRES_AT, end),
                same.isNull(UserOrganisationRecord.ACCEPTED_AT),
                Refusal.changed())
            .update(
                OrganisationInvitationRecord.key(organisation, invitee),
                change,
                same,
                Refusal.changed());
    if (seen.isExpiredAt(connection.now().plus(connection.settings().deadline()))) {
      quota.add(transaction, quota.room(OrganisationRecord.read(table, organisation)));
    }
    return transaction;
  }
}
