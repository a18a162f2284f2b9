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
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
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

  /** What must be proven with a token, if one was presented. */
  private final Optional<TokenProof> proof;

  /** What the invitee is called who is no user yet, if that may be. */
  private final Optional<Profile> profile;

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
    this.proof = Optional.empty();
    this.profile = Optional.empty();
  }

  Acceptance(Table table, TokenProof proof, Optional<Profile> profile, Instant now) {
    this.table = table;
    this.invitee = proof.token().invitee();
    this.organisation = proof.token().organisation();
    this.now = now;
    this.meant = Optional.of(proof.token().id());
    this.proof = Optional.of(proof);
    this.profile = profile;
  }

  /**
   * Makes one try. What an ended organisation or user leaves is told from what was never there by a
   * token.
   */
  Member attempt() {
    Key invitationKey = OrganisationInvitationRecord.key(organisation, invitee);
    Key userKey = UserRecord.key(invitee);
    Key endingsKey = Endings.key();
    Map<Key, Item> found =
        table.getAll(
            proof.isPresent()
                ? List.of(endingsKey, invitationKey, userKey)
                : List.of(invitationKey, userKey),
            Consistency.STRONG);
    Endings endings = Endings.of(Optional.ofNullable(found.get(endingsKey)));
    Optional<Item> offered = Optional.ofNullable(found.get(invitationKey));
    Optional<Item> side = offered.flatMap(endings::standing);
    Optional<Invitation> open = side.map(OrganisationInvitationRecord::read);
    if (open.isEmpty()) {
      return acceptedAlready();
    }
    Invitation invitation = open.get();
    side.ifPresent(item -> proof.ifPresent(proven -> proven.mustBeGoodFor(item)));
    meant = Optional.of(meant.orElse(invitation.id()));
    if (!isMeant(invitation.id())) {
      throw new InvitationNotFound(invitee, organisation);
    }
    if (invitation.isExpiredAt(now)) {
      throw new InvitationExpired(invitee, organisation);
    }
    Optional<UserRecord> user = Optional.ofNullable(found.get(userKey)).flatMap(UserRecord::from);
    return commit(offered.get(), invitation, user);
  }

  /**
   * Accepts what stands of an invitation.
   *
   * @param offered the invitation's record as it was read, with groups that stand no more
   */
  private Member commit(Item offered, Invitation invitation, Optional<UserRecord> found) {
    Optional<String> tokenHash = OrganisationInvitationRecord.tokenHash(offered);
    UserRecord user = found.orElseGet(this::newcomer);
    Condition same =
        Condition.present().equal(UserOrganisationRecord.MEMBERSHIP, invitation.id().value());
    Item member =
        new OrganisationGroupMemberRecord(
                organisation, invitation.id(), user.user(), invitation.groups(), now)
            .item();
    tokenHash.ifPresent(hash -> member.with(OrganisationInvitationRecord.TOKEN_HASH, hash));
    Transaction transaction =
        new Transaction()
            .delete(
                OrganisationInvitationRecord.key(organisation, invitee),
                same.equal(Groups.ATTRIBUTE, offered.strings(Groups.ATTRIBUTE))
                    .equal(OrganisationInvitationRecord.TOKEN_HASH, tokenHash),
                Refusal.changed())
            .create(member, Refusal.changed())
            .update(
                UserOrganisationRecord.key(invitee, organisation),
                UserOrganisationRecord.accept(now),
                same,
                Refusal.changed());
    if (found.isPresent()) {
      user.add(transaction);
    } else {
      transaction.create(user.item(), Refusal.occupied(there -> new Changed(Optional.of(there))));
    }
    int owners = invitation.groups().contains(Group.OWNER) ? 1 : 0;
    OrganisationRecord.accept(transaction, organisation, owners);
    return table.commit(transaction, OrganisationGroupMemberRecord.member(member).orElseThrow());
  }

  /** Returns the user that the invitee becomes by accepting. */
  private UserRecord newcomer() {
    return profile
        .map(
            names ->
                new UserRecord(new User(invitee, names, now, Revisions.first()), Additions.start()))
        .orElseThrow(() -> new UserNotFound(invitee));
  }

  private Member acceptedAlready() {
    Key key = OrganisationGroupMemberRecord.key(organisation, invitee);
    Optional<Item> member =
        Optional.ofNullable(Endings.getAll(table, List.of(key), Consistency.STRONG).get(key));
    proof.ifPresent(proven -> proven.mustHaveBeenAcceptedAs(member, table));
    Item item =
        member
            .filter(
                found -> UserOrganisationRecord.membership(found).map(this::isMeant).orElse(true))
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
