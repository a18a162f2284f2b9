package dev.orgtable.store;

import dev.orgtable.Invitation;
import dev.orgtable.InvitationDetails;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.Profile;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.internal.secret.InvitationToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations by invitation token: see {@link InvitationStore}. */
final class InvitationTokens {

  private InvitationTokens() {}

  static String issue(Table table, Invitation invitation) {
    InvitationToken token = InvitationToken.of(invitation);
    Condition same =
        Conditions.live()
            .equal(UserOrganisationRecord.MEMBERSHIP, invitation.id().value())
            .equal(UserOrganisationRecord.EXPIRES_AT, invitation.expiresAt().getEpochSecond());
    Refusal gone = Refusals.of(() -> notFound(invitation), found -> notFound(invitation));
    Draft event =
        Draft.of(
            invitation.organisation(),
            EventType.INVITATION_LINK_CREATED,
            Details.of(invitation.invitee()).by(invitation.id()));
    return table.run(
        reads ->
            Decision.commit(
                new Transaction()
                    .update(
                        OrganisationInvitationRecord.key(
                            invitation.organisation(), invitation.invitee()),
                        new Change().set(OrganisationInvitationRecord.TOKEN_HASH, token.hash()),
                        same,
                        gone)
                    .create(
                        InvitationTokenRecord.item(token, invitation.expiresAt()),
                        Refusals.changed())
                    .emit(event),
                token.text()));
  }

  private static InvitationNotFound notFound(Invitation invitation) {
    return new InvitationNotFound(invitation.invitee(), invitation.organisation());
  }

  static InvitationDetails details(Table table, String text, Instant now) {
    TokenProof proof = TokenProof.of(table, text, now);
    InvitationToken token = proof.token();
    Key invitationKey = OrganisationInvitationRecord.key(token.organisation(), token.invitee());
    Key memberKey = OrganisationGroupMemberRecord.key(token.organisation(), token.invitee());
    Key organisationKey = OrganisationRecord.key(token.organisation());
    Key userKey = UserRecord.key(token.invitee());
    Map<Key, Item> found =
        LiveRecords.getAll(
            table, List.of(invitationKey, memberKey, organisationKey, userKey), Consistency.STRONG);
    Optional<Item> live = Optional.ofNullable(found.get(invitationKey));
    Optional<Invitation> open = live.flatMap(OrganisationInvitationRecord::from);
    if (open.isEmpty()) {
      proof.requireAcceptedAs(Optional.ofNullable(found.get(memberKey)), table);
      throw proof.notOpen(Ending.ACCEPTED);
    }
    live.ifPresent(proof::requireValidFor);
    Invitation invitation = open.get().with(open.get().expiresAt(), null);
    if (invitation.isExpiredAt(now)) {
      throw new InvitationExpired(token.invitee(), token.organisation());
    }
    return Optional.ofNullable(found.get(organisationKey))
        .flatMap(OrganisationRecord::from)
        .map(
            source ->
                new InvitationDetails(
                    invitation,
                    source.organisation(),
                    Optional.ofNullable(found.get(userKey)).flatMap(UserRecord::from).isPresent()))
        .orElseThrow(() -> proof.notOpen(Ending.ORGANISATION_DELETED));
  }

  static Member accept(Table table, String text, @Nullable Profile profile, Instant now) {
    TokenProof proof = TokenProof.of(table, text, now);
    AcceptInvitation acceptance = new AcceptInvitation(proof, profile, now);
    try {
      return table.run(acceptance);
    } catch (OrganisationNotFound e) {
      throw proof.notOpen(Ending.ORGANISATION_DELETED);
    }
  }

  static Done reject(Table table, String text, Instant now) {
    TokenProof proof = TokenProof.of(table, text, now);
    return table.run(reads -> reject(reads, proof));
  }

  private static Decision<Done> reject(Reads reads, TokenProof proof) {
    InvitationToken token = proof.token();
    Key invitationKey = OrganisationInvitationRecord.key(token.organisation(), token.invitee());
    Key memberKey = OrganisationGroupMemberRecord.key(token.organisation(), token.invitee());
    Map<Key, Item> found =
        LiveRecords.getAll(reads, List.of(invitationKey, memberKey), Consistency.STRONG);
    Item invitation = found.get(invitationKey);
    if (invitation == null) {
      proof.refuseAcceptedAs(Optional.ofNullable(found.get(memberKey)));
      return Decision.unchanged();
    }
    proof.requireValidFor(invitation);
    Condition same = Conditions.live().equal(UserOrganisationRecord.MEMBERSHIP, token.id().value());
    Transaction rejection =
        new Transaction()
            .delete(
                UserOrganisationRecord.key(token.invitee(), token.organisation()),
                same.isNull(UserOrganisationRecord.ACCEPTED_AT),
                Refusals.changed())
            .delete(
                invitationKey,
                same.equal(OrganisationInvitationRecord.TOKEN_HASH, token.hash()),
                Refusals.changed());
    OrganisationRecord.remove(
        rejection,
        token.organisation(),
        0,
        1,
        () -> new InvitationNotFound(token.invitee(), token.organisation()));
    Details details = Details.of(token.invitee()).by(token.id());
    return Decision.commit(
        rejection.emit(
            Draft.of(token.organisation(), EventType.INVITATION_REJECTED, details)
                .by(new Actor(Actor.Kind.USER, token.invitee().value()))));
  }
}
