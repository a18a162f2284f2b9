package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.InvitationDetails;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.LiveRecords;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations on invitations. An invitation ends once: accepted, rejected, revoked or expired,
 * whatever races with it.
 */
public final class InvitationStore {

  /** How long an invitation stays open by default. */
  public static final Duration VALID_FOR = Duration.ofDays(7);

  /** For how long an invitation stays open at least. */
  public static final Duration SHORTEST = Duration.ofHours(1);

  /** For how long an invitation stays open at most. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private static final ValidFor OPEN = new ValidFor(SHORTEST, LONGEST, "1 hour to 90 days");

  /** Both sides, the organisation and these fit one transaction. */
  private static final int MOST_SERVICES = Transaction.MOST - 3;

  private final Context context;

  InvitationStore(Context context) {
    this.context = context;
  }

  /**
   * Invites for {@link #VALID_FOR}; see {@link #invite(UserId, OrganisationId, Set, String,
   * Duration)}.
   */
  public Invitation invite(UserId invitee, OrganisationId organisation, Set<Group> groups) {
    return invite(invitee, organisation, groups, "", VALID_FOR);
  }

  /**
   * Invites someone, who need not exist yet as a user, into an organisation and some groups. An
   * invitation that has expired is replaced. Where the settings say so, it is mailed by a {@link
   * dev.orgtable.job.Worker}.
   *
   * @param groups the groups offered, at most 100, of at most 97 services: exactly those are held
   *     once it is accepted
   * @param invitedBy who invites, in words for the invitee to read; may be empty
   * @param validFor 1 hour to 90 days; the end falls on a whole second
   * @throws OrganisationNotFound if there is no such organisation
   * @throws ServiceNotFound if a group is of a service that the organisation does not have
   * @throws AlreadyMember if the invitee is a member
   * @throws AlreadyInvited if there is an open invitation
   * @throws TooManyInvitations if as many of the organisation are open as may be
   * @throws InProgress if a user with this address was deleted or moved a moment ago, and what
   *     belonged to it is not gone yet
   * @throws InvalidInput if there are more than 100 groups or 97 services, a group has a name that
   *     no new one may have, or the duration is out of range
   */
  public Invitation invite(
      UserId invitee,
      OrganisationId organisation,
      Set<Group> groups,
      String invitedBy,
      Duration validFor) {
    ChangeGroups.checkGiven("groups", groups);
    ChangeGroups.checkServices("services", groups, MOST_SERVICES);
    Instant now = context.now();
    Instant end = OPEN.end(now, validFor);
    Invitation invitation =
        new Invitation(MembershipId.random(), organisation, invitee, groups, invitedBy, now, end)
            .with(end, Invite.mail(context).orElse(null));
    return context.run(new Invite(context, invitation));
  }

  /**
   * Returns a duration for which an invitation can stay open.
   *
   * @throws InvalidInput if it is not 1 hour to 90 days
   */
  public static Duration checkValidFor(Duration validFor) {
    return OPEN.check(validFor);
  }

  /**
   * Returns an open invitation, or one that has expired and was not replaced yet. 2 read units.
   *
   * @throws InvitationNotFound if there is none
   */
  public Invitation get(UserId invitee, OrganisationId organisation) {
    return get(context.open(), invitee, organisation);
  }

  static Invitation get(Reads reads, UserId invitee, OrganisationId organisation) {
    Key key = OrganisationInvitationRecord.key(organisation, invitee);
    return LiveRecords.getAll(reads, List.of(key), Consistency.STRONG).values().stream()
        .findFirst()
        .map(OrganisationInvitationRecord::read)
        .orElseThrow(() -> new InvitationNotFound(invitee, organisation));
  }

  /**
   * Returns a page of an organisation's open invitations.
   *
   * @throws OrganisationNotFound if the page is empty and there is no such organisation
   */
  public Page<Invitation> list(OrganisationId organisation, PageRequest page) {
    return list(organisation, page, invitation -> !invitation.isExpiredAt(context.now()));
  }

  /**
   * Returns a page of an organisation's invitations, those too that have expired and have not left
   * the table yet: for a week they can be resent.
   *
   * @throws OrganisationNotFound if the page is empty and there is no such organisation
   */
  public Page<Invitation> listWithExpired(OrganisationId organisation, PageRequest page) {
    return list(organisation, page, invitation -> true);
  }

  private Page<Invitation> list(
      OrganisationId organisation, PageRequest page, Predicate<Invitation> which) {
    return CursorPages.ofOrganisation(
        context.open(),
        "invitations",
        organisation,
        Keys.INVITATIONS,
        page,
        items ->
            items.stream()
                .flatMap(item -> OrganisationInvitationRecord.from(item).stream())
                .filter(which)
                .toList());
  }

  /**
   * Keeps an invitation open for longer, or opens one again that has expired and was not replaced
   * yet, for 7 days. What it offers stays; a token that was issued before becomes void. Where the
   * settings say so, it is mailed again. 2 read units and 6 write units, two of them for the index;
   * 3 and 8 where it had expired, since it then counts as one more that is open.
   *
   * @param validFor from now on, 1 hour to 90 days; the end falls on a whole second. One that is
   *     open for longer stays so
   * @return the invitation as stored
   * @throws InvitationNotFound if there is none
   * @throws TooManyInvitations if it had expired, and as many are open as may be
   * @throws InvalidInput if the duration is out of range
   */
  public Invitation resend(UserId invitee, OrganisationId organisation, Duration validFor) {
    Instant end = OPEN.end(context.now(), validFor);
    return context.run(new ResendInvitation(context, invitee, organisation, end));
  }

  /**
   * Accepts whatever invitation is open. Who is a member already stays one, unchanged: accepting
   * twice answers the same.
   *
   * @throws InvitationNotFound if there is none
   * @throws InvitationExpired if it has ended by time
   * @throws UserNotFound if the invitee is no user yet
   */
  public Member accept(UserId invitee, OrganisationId organisation) {
    return accept(invitee, organisation, null);
  }

  /**
   * Accepts this very invitation, not one that replaced it.
   *
   * @throws InvitationNotFound if it has ended otherwise than by being accepted
   * @throws InvitationExpired if it has ended by time
   * @throws UserNotFound if the invitee is no user yet
   */
  public Member accept(Invitation invitation) {
    return accept(invitation.invitee(), invitation.organisation(), invitation.id());
  }

  private Member accept(UserId invitee, OrganisationId organisation, @Nullable MembershipId meant) {
    return context.run(new AcceptInvitation(invitee, organisation, context.now(), meant));
  }

  /**
   * Rejects whatever invitation is open, or has expired and was not replaced yet.
   *
   * @throws InvitationNotFound if there is none
   * @throws AlreadyMember if it was accepted
   */
  public void reject(UserId invitee, OrganisationId organisation) {
    end(invitee, organisation, Conditions.live());
  }

  /**
   * Rejects this very invitation, not one that replaced it.
   *
   * @throws InvitationNotFound if it has ended
   * @throws AlreadyMember if it was accepted
   */
  public void reject(Invitation invitation) {
    end(invitation);
  }

  /**
   * Revokes whatever invitation is open, or has expired and was not replaced yet.
   *
   * @throws InvitationNotFound if there is none
   * @throws AlreadyMember if it was accepted
   */
  public void revoke(UserId invitee, OrganisationId organisation) {
    end(invitee, organisation, Conditions.live());
  }

  /**
   * Revokes this very invitation, not one that replaced it.
   *
   * @throws InvitationNotFound if it has ended
   * @throws AlreadyMember if it was accepted
   */
  public void revoke(Invitation invitation) {
    end(invitation);
  }

  /**
   * Issues a token: who holds it may accept or reject this very invitation, without being signed
   * in. One token is good at a time: one that was issued before is not from now on. It is good for
   * the address invited: a change of address ends it. 4 write units.
   *
   * @return the token's text, {@code oti_…}, shown this once. It tells nothing of whom it is for.
   *     Only its hash is stored: under a receipt, it is for the caller to leave it out of what is
   *     kept
   * @throws InvitationNotFound if it has ended, or ends at another time than when it was read
   */
  public String issueToken(Invitation invitation) {
    return InvitationTokens.issue(context.open(), invitation);
  }

  /**
   * Returns what whoever holds a token may see before deciding, and changes nothing. 6 read units;
   * 1 read unit for a token that was never issued, none for what has not the form of one.
   *
   * @throws InvitationTokenUnknown if it is no token, or one that ended long ago: nothing else is
   *     told, nor read
   * @throws InvitationNotOpen if the token was valid once and is no longer
   * @throws InvitationExpired if the invitation has ended by time
   */
  public InvitationDetails getByToken(String token) {
    return InvitationTokens.details(context.open(), token, context.now());
  }

  /**
   * Accepts the invitation that a token is good for. The same token again answers the member again,
   * as long as there is one and for 30 days after the invitation's end. 4 read units and 10 write
   * units; 1 read unit for a token that was never issued, none for what has not the form of one.
   *
   * @throws InvitationTokenUnknown if it is no token, or one that ended long ago: nothing else is
   *     told, nor read
   * @throws InvitationNotOpen if the token was valid once and is no longer
   * @throws InvitationExpired if the invitation has ended by time
   * @throws UserNotFound if the invitee is no user yet
   */
  public Member acceptByToken(String token) {
    return InvitationTokens.accept(context.open(), token, null, context.now());
  }

  /**
   * Does the same as {@link #acceptByToken(String)}, also for an invitee who is no user yet and
   * becomes one by this.
   *
   * @param profile the names and the phone of the new user; the profile of an existing one stays
   * @throws InvitationTokenUnknown if it is no token, or one that ended long ago
   * @throws InvitationNotOpen if the token was valid once and is no longer
   * @throws InvitationExpired if the invitation has ended by time
   */
  public Member acceptByToken(String token, Profile profile) {
    return InvitationTokens.accept(context.open(), token, profile, context.now());
  }

  /**
   * Rejects the invitation that a token is good for, also one that has expired. What is there no
   * more, and was not accepted, is rejected: twice answers the same. 4 read units and 4 write
   * units.
   *
   * @throws InvitationTokenUnknown if it is no token, or one that ended long ago: nothing else is
   *     told, nor read
   * @throws InvitationNotOpen if it was accepted, or another token is the good one
   */
  public void rejectByToken(String token) {
    InvitationTokens.reject(context.open(), token, context.now());
  }

  private void end(Invitation invitation) {
    end(
        invitation.invitee(),
        invitation.organisation(),
        Conditions.live().equal(UserOrganisationRecord.MEMBERSHIP, invitation.id().value()));
  }

  private void end(UserId invitee, OrganisationId organisation, Condition meant) {
    Refusal refusal =
        Refusals.of(
            () -> new InvitationNotFound(invitee, organisation),
            found ->
                UserOrganisationRecord.isAccepted(found)
                    ? new AlreadyMember(invitee, organisation)
                    : new InvitationNotFound(invitee, organisation));
    Transaction end =
        new Transaction()
            .delete(
                UserOrganisationRecord.key(invitee, organisation),
                meant.isNull(UserOrganisationRecord.ACCEPTED_AT),
                refusal)
            .delete(OrganisationInvitationRecord.key(organisation, invitee), meant, refusal);
    context.run(reads -> Decision.commit(end));
  }
}
