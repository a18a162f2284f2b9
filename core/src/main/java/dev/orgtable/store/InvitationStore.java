package dev.orgtable.store;

import dev.orgtable.EmailAddress;
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
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.ValidFor;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations on invitations. An invitation is closed exactly once, by being accepted, rejected
 * or revoked or by expiring, even if these race.
 */
public final class InvitationStore {

  /** The default validity period of an invitation: 7 days. */
  public static final Duration VALID_FOR = Duration.ofDays(7);

  /** The shortest validity period of an invitation: 1 hour. */
  public static final Duration SHORTEST = Duration.ofHours(1);

  /** The longest validity period of an invitation: 90 days. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private static final ValidFor OPEN = new ValidFor(SHORTEST, LONGEST, "1 hour to 90 days");

  /** The maximum that fits one transaction with both sides, the organisation and the event. */
  private static final int MOST_SERVICES = Transaction.MOST - 4;

  private final Context context;

  InvitationStore(Context context) {
    this.context = context;
  }

  /**
   * Creates an invitation that is valid for {@link #VALID_FOR}; see {@link #invite(EmailAddress,
   * OrganisationId, Set, String, Duration)}.
   */
  public Invitation invite(EmailAddress invitee, OrganisationId organisation, Set<Group> groups) {
    return invite(invitee, organisation, groups, "", VALID_FOR);
  }

  /**
   * Creates an invitation to an organisation and groups of it. The invitee need not be a user yet.
   * An expired invitation is replaced. If {@link Settings#invitationMails} is set, a {@link
   * dev.orgtable.job.Worker} mails the invitation.
   *
   * @param groups the groups offered, at most 100, of at most 96 services; exactly these are
   *     assigned on acceptance
   * @param invitedBy the inviter's name as shown to the invitee, 0 to 200 code points
   * @param validFor 1 hour to 90 days; the expiry is rounded down to whole seconds
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws ServiceNotFound if a group is of a service that the organisation does not have
   * @throws AlreadyMember if the invitee is a member
   * @throws AlreadyInvited if there is an open invitation
   * @throws TooManyInvitations if the organisation has reached the maximum of open invitations (see
   *     {@link Settings#openInvitations}), and none of them has expired
   * @throws MemberLimitReached if the organisation has a limit and as many members and invitations,
   *     and too few invitations have expired
   * @throws InProgress if a job is still completing the deletion or move of a user with this
   *     address
   * @throws InvalidInput if there are more than 100 groups or 96 services, a group's name is not
   *     allowed for new groups, or a text or the duration breaks its rule
   */
  public Invitation invite(
      EmailAddress invitee,
      OrganisationId organisation,
      Set<Group> groups,
      String invitedBy,
      Duration validFor) {
    ChangeGroups.check("groups", groups);
    ChangeGroups.checkServices("services", groups, MOST_SERVICES);
    Instant now = context.now();
    Instant end = OPEN.end(now, validFor);
    Invitation invitation =
        new Invitation(
            MembershipId.random(),
            organisation,
            invitee,
            groups,
            invitedBy,
            now,
            end,
            Invite.mail(context));
    return context.run("invitations.invite", new Invite(context, invitation));
  }

  /**
   * Checks a validity period of an invitation and returns it.
   *
   * @throws InvalidInput unless it is 1 hour to 90 days
   */
  public static Duration checkValidFor(Duration validFor) {
    return OPEN.check(validFor);
  }

  /**
   * Returns an open or expired invitation. Costs 2 read units.
   *
   * @throws InvitationNotFound if there is none
   */
  public Invitation get(EmailAddress invitee, OrganisationId organisation) {
    return context.observe("invitations.get", table -> get(table, invitee, organisation));
  }

  static Invitation get(Reads reads, EmailAddress invitee, OrganisationId organisation) {
    Key key = OrganisationInvitationRecord.key(organisation, invitee);
    return LiveRecords.getAll(reads, List.of(key), Consistency.STRONG).values().stream()
        .findFirst()
        .map(OrganisationInvitationRecord::read)
        .orElseThrow(() -> new InvitationNotFound(invitee, organisation));
  }

  /**
   * Returns a page of an organisation's open invitations.
   *
   * @throws OrganisationNotFound if the page is empty and the organisation does not exist
   */
  public Page<Invitation> list(OrganisationId organisation, PageRequest page) {
    return list(
        "invitations.list",
        organisation,
        page,
        invitation -> !invitation.isExpiredAt(context.now()));
  }

  /**
   * Returns a page of an organisation's invitations, including expired ones. Those can be resent
   * for 7 days, and are then removed.
   *
   * @throws OrganisationNotFound if the page is empty and the organisation does not exist
   */
  public Page<Invitation> listWithExpired(OrganisationId organisation, PageRequest page) {
    return list("invitations.listWithExpired", organisation, page, invitation -> true);
  }

  private Page<Invitation> list(
      String name, OrganisationId organisation, PageRequest page, Predicate<Invitation> which) {
    return context.observe(
        name,
        table ->
            CursorPages.ofOrganisation(
                table,
                "invitations",
                organisation,
                Keys.INVITATIONS,
                page,
                items ->
                    items.stream()
                        .flatMap(item -> OrganisationInvitationRecord.from(item).stream())
                        .filter(which)
                        .toList()));
  }

  /**
   * Extends an open invitation, or reopens one that expired at most 7 days ago. Its groups stay; an
   * earlier token becomes invalid. If {@link Settings#invitationMails} is set, it is mailed again.
   * Costs 2 read units and 6 write units, two of them for the index.
   *
   * @param validFor from now on, 1 hour to 90 days; the expiry is rounded down to whole seconds. A
   *     later expiry is kept
   * @return the invitation as stored
   * @throws InvitationNotFound if there is none
   * @throws InvalidInput if the duration is out of range
   */
  public Invitation resend(EmailAddress invitee, OrganisationId organisation, Duration validFor) {
    Instant end = OPEN.end(context.now(), validFor);
    return context.run(
        "invitations.resend", new ResendInvitation(context, invitee, organisation, end));
  }

  /**
   * Accepts the open invitation. If the user already is a member, returns the existing membership
   * unchanged; accepting twice is safe.
   *
   * @throws InvitationNotFound if there is none
   * @throws InvitationExpired if it has expired
   * @throws UserNotFound if the invitee is not a user yet
   * @throws OrganisationLimitReached if the invitee may be in no further organisation
   */
  public Member accept(EmailAddress invitee, OrganisationId organisation) {
    return accept(invitee, organisation, null);
  }

  /**
   * Accepts exactly this invitation, not one that replaced it.
   *
   * @throws InvitationNotFound if it was closed, but not by being accepted
   * @throws InvitationExpired if it has expired
   * @throws UserNotFound if the invitee is not a user yet
   * @throws OrganisationLimitReached if the invitee may be in no further organisation
   */
  public Member accept(Invitation invitation) {
    return accept(invitation.invitee(), invitation.organisation(), invitation.id());
  }

  private Member accept(
      EmailAddress invitee, OrganisationId organisation, @Nullable MembershipId meant) {
    return context.run(
        "invitations.accept", new AcceptInvitation(invitee, organisation, context.now(), meant));
  }

  /**
   * Rejects the open or expired invitation.
   *
   * @throws InvitationNotFound if there is none
   * @throws AlreadyMember if it was accepted
   */
  public void reject(EmailAddress invitee, OrganisationId organisation) {
    end(EventType.INVITATION_REJECTED, invitee, organisation, null);
  }

  /**
   * Rejects exactly this invitation, not one that replaced it.
   *
   * @throws InvitationNotFound if it was closed
   * @throws AlreadyMember if it was accepted
   */
  public void reject(Invitation invitation) {
    end(EventType.INVITATION_REJECTED, invitation);
  }

  /**
   * Revokes the open or expired invitation.
   *
   * @throws InvitationNotFound if there is none
   * @throws AlreadyMember if it was accepted
   */
  public void revoke(EmailAddress invitee, OrganisationId organisation) {
    end(EventType.INVITATION_REVOKED, invitee, organisation, null);
  }

  /**
   * Revokes exactly this invitation, not one that replaced it.
   *
   * @throws InvitationNotFound if it was closed
   * @throws AlreadyMember if it was accepted
   */
  public void revoke(Invitation invitation) {
    end(EventType.INVITATION_REVOKED, invitation);
  }

  /**
   * Issues a token, whose holder may accept or reject exactly this invitation without signing in.
   * An invitation has one valid token: an earlier one becomes invalid, as does this one if the
   * invitee's address is changed. Costs 6 write units.
   *
   * @return the token's text, {@code oti_…}, which identifies nobody and is never returned again.
   *     Only its hash is stored; with a {@link Receipt}, the caller must leave the text out of the
   *     stored result
   * @throws InvitationNotFound if it was closed, or its expiry has changed since it was read
   * @throws InvitationExpired if it has expired: resend it first
   */
  public String issueToken(Invitation invitation) {
    if (invitation.isExpiredAt(context.now())) {
      throw new InvitationExpired(invitation.invitee(), invitation.organisation());
    }
    return context.observe(
        "invitations.issueToken", table -> InvitationTokens.issue(table, invitation));
  }

  /**
   * Returns the invitation of a token, for its holder to decide about. Changes nothing. Costs 6
   * read units; 1 for a token that was never issued, none for a text without the form of a token.
   *
   * @throws InvitationTokenUnknown if it is not a token, or its invitation expired more than 30
   *     days ago
   * @throws InvitationNotOpen if the token was valid once but no longer is
   * @throws InvitationExpired if the invitation has expired
   */
  public InvitationDetails getByToken(String token) {
    return context.observe(
        "invitations.getByToken", table -> InvitationTokens.details(table, token, context.now()));
  }

  /**
   * Accepts the invitation of a token. Idempotent: the same token returns the same membership
   * again, while it exists and until 30 days after the invitation's expiry. Costs 4 read units and
   * 10 write units; 1 read unit for a token that was never issued, none for a text without the form
   * of a token.
   *
   * @throws InvitationTokenUnknown if it is not a token, or its invitation expired more than 30
   *     days ago
   * @throws InvitationNotOpen if the token was valid once but no longer is
   * @throws InvitationExpired if the invitation has expired
   * @throws UserNotFound if the invitee is not a user yet
   * @throws OrganisationLimitReached if the invitee may be in no further organisation
   */
  public Member acceptByToken(String token) {
    return context.observe(
        "invitations.acceptByToken",
        table -> InvitationTokens.accept(table, token, null, context.now()));
  }

  /**
   * Accepts the invitation of a token like {@link #acceptByToken(String)}. If the invitee is not a
   * user yet, also creates the user.
   *
   * @param profile the profile of the new user; not used if there is one already, whose own stays
   * @throws InvitationTokenUnknown if it is not a token, or its invitation expired more than 30
   *     days ago
   * @throws InvitationNotOpen if the token was valid once but no longer is
   * @throws InvitationExpired if the invitation has expired
   * @throws OrganisationLimitReached if the invitee may be in no further organisation
   */
  public Member acceptByToken(String token, Profile profile) {
    return context.observe(
        "invitations.acceptByToken",
        table -> InvitationTokens.accept(table, token, profile, context.now()));
  }

  /**
   * Rejects the open or expired invitation of a token. Idempotent: does nothing if the invitation
   * no longer exists and was not accepted. Costs 4 read units and 4 write units.
   *
   * @throws InvitationTokenUnknown if it is not a token, or its invitation expired more than 30
   *     days ago
   * @throws InvitationNotOpen if it was accepted, or another token is valid
   */
  public void rejectByToken(String token) {
    context.observe(
        "invitations.rejectByToken", table -> InvitationTokens.reject(table, token, context.now()));
  }

  private void end(EventType how, Invitation invitation) {
    end(how, invitation.invitee(), invitation.organisation(), invitation.id());
  }

  private void end(
      EventType how,
      EmailAddress invitee,
      OrganisationId organisation,
      @Nullable MembershipId meant) {
    context.run(
        how == EventType.INVITATION_REVOKED ? "invitations.revoke" : "invitations.reject",
        reads -> Decision.commit(InvitationRemoval.ending(how, invitee, organisation, meant)));
  }
}
