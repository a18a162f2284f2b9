package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The acceptance of one invitation, attempted until what was read still holds when it is written.
 */
final class Acceptance {

  private final Table table;
  private final UserId invitee;
  private final OrganisationId organisation;
  private final Instant now;

  /** The invitation that is meant; if none was named, the one found first. */
  private Optional<MembershipId> meant;

  Acceptance(
      Table table,
      UserId invitee,
      OrganisationId organisation,
      Instant now,
      Optional<MembershipId> meant) {
    this.table = table;
    this.invitee = invitee;
    this.organisation = organisation;
    this.now = now;
    this.meant = meant;
  }

  Member attempt() {
    Key invitationKey = OrganisationInvitationRecord.key(organisation, invitee);
    Key userKey = UserRecord.key(invitee);
    Map<Key, Item> found = table.getAll(List.of(invitationKey, userKey), Consistency.STRONG);
    Optional<Invitation> open =
        Optional.ofNullable(found.get(invitationKey)).flatMap(OrganisationInvitationRecord::from);
    if (open.isEmpty()) {
      return acceptedAlready();
    }
    Invitation invitation = open.get();
    meant = Optional.of(meant.orElse(invitation.id()));
    if (!isMeant(invitation.id())) {
      throw new InvitationNotFound(invitee, organisation);
    }
    if (invitation.isExpiredAt(now)) {
      throw new InvitationExpired(invitee, organisation);
    }
    UserRecord user =
        Optional.ofNullable(found.get(userKey))
            .flatMap(UserRecord::from)
            .orElseThrow(() -> new UserNotFound(invitee));
    return commit(invitation, user);
  }

  private Member commit(Invitation invitation, UserRecord user) {
    Condition same =
        Condition.present().equal(UserOrganisationRecord.MEMBERSHIP, invitation.id().value());
    Item member =
        new OrganisationGroupMemberRecord(
                organisation, invitation.id(), user.user(), invitation.groups(), now)
            .item();
    Transaction transaction =
        new Transaction()
            .delete(
                OrganisationInvitationRecord.key(organisation, invitee),
                same.equal(Groups.ATTRIBUTE, Groups.write(invitation.groups())),
                Refusal.changed())
            .create(member, Refusal.changed())
            .update(
                UserOrganisationRecord.key(invitee, organisation),
                UserOrganisationRecord.accept(now),
                same,
                Refusal.changed());
    user.add(transaction);
    int owners = invitation.groups().contains(Group.OWNER) ? 1 : 0;
    OrganisationRecord.accept(transaction, organisation, owners);
    return table.commit(transaction, OrganisationGroupMemberRecord.member(member).orElseThrow());
  }

  private Member acceptedAlready() {
    Key key = OrganisationGroupMemberRecord.key(organisation, invitee);
    Item item =
        Endings.getAll(table, List.of(key), Consistency.STRONG).values().stream()
            .filter(
                found -> UserOrganisationRecord.membership(found).map(this::isMeant).orElse(true))
            .findFirst()
            .orElseThrow(() -> new InvitationNotFound(invitee, organisation));
    return Version0.members(table, List.of(item), Consistency.STRONG).stream()
        .flatMap(proven -> OrganisationGroupMemberRecord.member(proven).stream())
        .findFirst()
        .orElseThrow(() -> new UpgradeRequired(item.toString()));
  }

  private boolean isMeant(MembershipId id) {
    return meant.isEmpty() || meant.get().equals(id);
  }
}
