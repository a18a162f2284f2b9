package dev.orgtable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an operation is refused or cannot be completed. Each subclass is named for the fact
 * and has the ids concerned.
 */
public abstract sealed class OrgtableException extends RuntimeException {

  private OrgtableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Thrown when a refusal concerns one user. */
  public abstract static sealed class OfUser extends OrgtableException {
    private final EmailAddress user;

    private OfUser(EmailAddress user, String message) {
      super(message, null);
      this.user = user;
    }

    /** Returns the user. */
    public EmailAddress user() {
      return user;
    }
  }

  /** Thrown when a refusal concerns one organisation. */
  public abstract static sealed class OfOrganisation extends OrgtableException {
    private final OrganisationId organisation;

    private OfOrganisation(OrganisationId organisation, String message) {
      super(message, null);
      this.organisation = organisation;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }
  }

  /** Thrown when a refusal concerns one service. */
  public abstract static sealed class OfService extends OrgtableException {
    private final OrganisationId organisation;
    private final ServiceId service;

    private OfService(OrganisationId organisation, ServiceId service, String message) {
      super(message, null);
      this.organisation = organisation;
      this.service = service;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }

    /** Returns the service. */
    public ServiceId service() {
      return service;
    }
  }

  /** Thrown when a refusal concerns one group of an organisation that has, or needs, a record. */
  public abstract static sealed class OfGroup extends OrgtableException {
    private final OrganisationId organisation;
    private final GroupName group;

    private OfGroup(OrganisationId organisation, GroupName group, String message) {
      super(message, null);
      this.organisation = organisation;
      this.group = group;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }

    /** Returns the group. */
    public GroupName group() {
      return group;
    }
  }

  /** Thrown when a refusal concerns one user in one organisation. */
  public abstract static sealed class OfMember extends OrgtableException {
    private final EmailAddress user;
    private final OrganisationId organisation;

    private OfMember(EmailAddress user, OrganisationId organisation, String message) {
      super(message, null);
      this.user = user;
      this.organisation = organisation;
    }

    /** Returns the user. */
    public EmailAddress user() {
      return user;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }
  }

  /** Thrown when a refusal concerns one invitation. */
  public abstract static sealed class OfInvitation extends OrgtableException {
    private final EmailAddress invitee;
    private final OrganisationId organisation;

    private OfInvitation(EmailAddress invitee, OrganisationId organisation, String message) {
      super(message, null);
      this.invitee = invitee;
      this.organisation = organisation;
    }

    /** Returns the invitee. */
    public EmailAddress invitee() {
      return invitee;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }
  }

  /** Thrown when a refusal concerns one job. */
  public abstract static sealed class OfJob extends OrgtableException {
    private final JobId job;

    private OfJob(JobId job, String message) {
      super(message, null);
      this.job = job;
    }

    /** Returns the job. */
    public JobId job() {
      return job;
    }
  }

  /** Thrown when the user does not exist. */
  public static final class UserNotFound extends OfUser {

    /** Creates an exception for a user. */
    public UserNotFound(EmailAddress user) {
      super(user, "user " + user + " does not exist");
    }
  }

  /** Thrown when no user has this id. */
  public static final class UserIdNotFound extends OrgtableException {
    private final UserId user;

    /** Creates an exception for an id. */
    public UserIdNotFound(UserId user) {
      super("user " + user + " does not exist", null);
      this.user = user;
    }

    /** Returns the id. */
    public UserId user() {
      return user;
    }
  }

  /**
   * Thrown when the account of somebody who signs in is not that of the user: the address belongs
   * to a user with another account of the same issuer, as after a mailbox was given to somebody
   * else.
   */
  public static final class AccountConflict extends OfUser {

    private final boolean outdated;

    private AccountConflict(EmailAddress user, String message, boolean outdated) {
      super(user, message);
      this.outdated = outdated;
    }

    /** Creates an exception for a user with another account of the same issuer. */
    public AccountConflict(EmailAddress user) {
      this(
          user,
          "the address "
              + user
              + " belongs to a user with another account of the same identity provider; if you are"
              + " that user, ask an operator to unbind the former account",
          false);
    }

    /**
     * Returns an exception for a proof, such as a token, that is not from after the user was
     * created and an account of the user was last unbound.
     */
    public static AccountConflict outdated(EmailAddress user) {
      return new AccountConflict(
          user,
          "the sign-in is not from after the user "
              + user
              + " was created and an account was last unbound: sign in again",
          true);
    }

    /** Returns whether signing in again can help, since the proof is too old to bind an account. */
    public boolean isOutdated() {
      return outdated;
    }

    /** Returns an exception for an account that leads to a user without it. */
    public static AccountConflict oneSided(EmailAddress user) {
      return new AccountConflict(
          user,
          "the account is bound to "
              + user
              + ", but no user with this address has it: the table must be repaired",
          false);
    }
  }

  /** Thrown when the organisation does not exist. */
  public static final class OrganisationNotFound extends OfOrganisation {

    /** Creates an exception for an organisation. */
    public OrganisationNotFound(OrganisationId organisation) {
      super(organisation, "organisation " + organisation + " does not exist");
    }
  }

  /** Thrown when the organisation has no such service. */
  public static final class ServiceNotFound extends OfService {

    /** Creates an exception for a service. */
    public ServiceNotFound(OrganisationId organisation, ServiceId service) {
      super(organisation, service, "organisation " + organisation + " has no service " + service);
    }
  }

  /** Thrown when the user is not a member of the organisation. */
  public static final class MemberNotFound extends OfMember {

    /** Creates an exception for a user in an organisation. */
    public MemberNotFound(EmailAddress user, OrganisationId organisation) {
      super(user, organisation, user + " is not a member of organisation " + organisation);
    }
  }

  /**
   * Thrown when there is no open invitation: it never existed, or was accepted, revoked or
   * rejected.
   */
  public static final class InvitationNotFound extends OfInvitation {

    /** Creates an exception for an invitation. */
    public InvitationNotFound(EmailAddress invitee, OrganisationId organisation) {
      super(
          invitee,
          organisation,
          invitee + " has no open invitation to organisation " + organisation);
    }
  }

  /** Thrown when the invitation has expired. */
  public static final class InvitationExpired extends OfInvitation {

    /** Creates an exception for an invitation. */
    public InvitationExpired(EmailAddress invitee, OrganisationId organisation) {
      super(
          invitee,
          organisation,
          "the invitation of " + invitee + " to organisation " + organisation + " has expired");
    }
  }

  /**
   * Thrown when an invitation is closed for another reason than its expiry. Thrown only to callers
   * who present a valid token.
   */
  public static final class InvitationNotOpen extends OfInvitation {
    private final Ending ending;

    /** Creates an exception for an invitation. */
    public InvitationNotOpen(EmailAddress invitee, OrganisationId organisation, Ending ending) {
      super(
          invitee,
          organisation,
          "the invitation of "
              + invitee
              + " to organisation "
              + organisation
              + " is not open: "
              + ending.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      this.ending = ending;
    }

    /** Returns why the invitation is closed. */
    public Ending ending() {
      return ending;
    }

    /** Why an invitation, or its token, is not valid although it has not expired. */
    public enum Ending {
      /** The invitation was accepted. */
      ACCEPTED,
      /** The organisation was deleted. */
      ORGANISATION_DELETED,
      /**
       * The invitee's address was changed; the invitation, or the membership that it became, moved
       * along.
       */
      ADDRESS_CHANGED,
      /**
       * The invitation was revoked or rejected, or was accepted and the membership has been
       * removed, or the user was deleted. Which of these is not stored.
       */
      ENDED,
      /** The invitation was resent, or there is a later one: another token is valid. */
      REPLACED
    }
  }

  /**
   * Thrown when a text is not the token of an invitation, or only of one that was closed long ago.
   * Deliberately gives no further details.
   */
  public static final class InvitationTokenUnknown extends OrgtableException {

    /** Creates an exception. */
    public InvitationTokenUnknown() {
      super("the token does not belong to an invitation", null);
    }
  }

  /** Thrown when the API key does not exist: it was never created, was revoked or has expired. */
  public static final class ApiKeyNotFound extends OrgtableException {
    private final ApiKeyId apiKey;

    /** Creates an exception for an API key. */
    public ApiKeyNotFound(ApiKeyId apiKey) {
      super("API key " + apiKey + " does not exist", null);
      this.apiKey = apiKey;
    }

    /** Returns the API key. */
    public ApiKeyId apiKey() {
      return apiKey;
    }
  }

  /** Thrown when another user or organisation has an external id already. */
  public static final class ExternalIdTaken extends OrgtableException {
    private final String externalId;

    /** Creates an exception for an external id. */
    public ExternalIdTaken(String externalId) {
      super("the external id " + externalId + " is taken", null);
      this.externalId = externalId;
    }

    /** Returns the external id. */
    public String externalId() {
      return externalId;
    }
  }

  /** Thrown when a user with this address already exists. */
  public static final class UserAlreadyExists extends OfUser {

    /** Creates an exception for a user. */
    public UserAlreadyExists(EmailAddress user) {
      super(user, "user " + user + " already exists");
    }
  }

  /** Thrown when an organisation with this id already exists. */
  public static final class OrganisationAlreadyExists extends OfOrganisation {

    /** Creates an exception for an organisation. */
    public OrganisationAlreadyExists(OrganisationId organisation) {
      super(organisation, "organisation " + organisation + " already exists");
    }
  }

  /** Thrown when the organisation already has a service with this id. */
  public static final class ServiceAlreadyExists extends OfService {

    /** Creates an exception for a service. */
    public ServiceAlreadyExists(OrganisationId organisation, ServiceId service) {
      super(
          organisation,
          service,
          "organisation " + organisation + " already has a service " + service);
    }
  }

  /** Thrown when the organisation has no record of a group with this name. */
  public static final class GroupNotFound extends OfGroup {

    /** Creates an exception for a group. */
    public GroupNotFound(OrganisationId organisation, GroupName group) {
      super(
          organisation, group, "organisation " + organisation + " has no record of group " + group);
    }
  }

  /** Thrown when the organisation already has a record of a group with this name. */
  public static final class GroupAlreadyExists extends OfGroup {

    /** Creates an exception for a group. */
    public GroupAlreadyExists(OrganisationId organisation, GroupName group) {
      super(organisation, group, "organisation " + organisation + " already has a group " + group);
    }
  }

  /** Thrown when the organisation has as many groups with a record as it can have. */
  public static final class OrganisationGroupsFull extends OfOrganisation {

    /** Creates an exception for an organisation. */
    public OrganisationGroupsFull(OrganisationId organisation, int most) {
      super(organisation, "organisation " + organisation + " has " + most + " groups, the maximum");
    }
  }

  /** Thrown when there is no such endpoint of webhooks. */
  public static final class WebhookNotFound extends OrgtableException {

    /** Creates an exception for the id of an endpoint. */
    public WebhookNotFound(String webhook) {
      super("webhook " + webhook + " does not exist", null);
    }
  }

  /** Thrown when the organisation or the table has as many endpoints as it can have. */
  public static final class WebhooksFull extends OrgtableException {

    /** Creates an exception for a maximum. */
    public WebhooksFull(int most) {
      super("there are " + most + " webhooks, the maximum", null);
    }
  }

  /** Thrown when the user is already a member of the organisation. */
  public static final class AlreadyMember extends OfMember {

    /** Creates an exception for a user in an organisation. */
    public AlreadyMember(EmailAddress user, OrganisationId organisation) {
      super(user, organisation, user + " is already a member of organisation " + organisation);
    }
  }

  /** Thrown when a suspended member would become the owner of the organisation. */
  public static final class MemberSuspended extends OfMember {

    /** Creates an exception for a member. */
    public MemberSuspended(EmailAddress user, OrganisationId organisation) {
      super(user, organisation, user + " is suspended in organisation " + organisation);
    }
  }

  /** Thrown when the organisation is suspended. */
  public static final class OrganisationSuspended extends OfOrganisation {

    /** Creates an exception for an organisation. */
    public OrganisationSuspended(OrganisationId organisation) {
      super(organisation, "organisation " + organisation + " is suspended");
    }
  }

  /** Thrown when the user already has an open invitation to the organisation. */
  public static final class AlreadyInvited extends OfInvitation {

    /** Creates an exception for an invitation. */
    public AlreadyInvited(EmailAddress invitee, OrganisationId organisation) {
      super(invitee, organisation, invitee + " is already invited to organisation " + organisation);
    }
  }

  /** Thrown when the member is not an active owner of the organisation. */
  public static final class NotOwner extends OfMember {

    /** Creates an exception for a user in an organisation. */
    public NotOwner(EmailAddress user, OrganisationId organisation) {
      super(user, organisation, user + " is not an active owner of organisation " + organisation);
    }
  }

  /** Thrown when a change would leave at least one organisation without an active owner. */
  public static final class LastOwner extends OrgtableException {
    private final EmailAddress user;
    private final Set<OrganisationId> organisations;

    /** Creates an exception for the last owner of these organisations. */
    public LastOwner(EmailAddress user, Set<OrganisationId> organisations) {
      super(user + " is the last owner of " + organisations, null);
      this.user = user;
      this.organisations = Set.copyOf(organisations);
    }

    /** Returns the user. */
    public EmailAddress user() {
      return user;
    }

    /** Returns the organisations that have no other owner. */
    public Set<OrganisationId> organisations() {
      return organisations;
    }
  }

  /** Thrown when the organisation has reached its limit of open invitations. */
  public static final class TooManyInvitations extends OfOrganisation {
    private final int limit;

    /** Creates an exception for an organisation and its limit. */
    public TooManyInvitations(OrganisationId organisation, int limit) {
      super(
          organisation,
          "organisation " + organisation + " has " + limit + " open invitations, the maximum");
      this.limit = limit;
    }

    /** Returns the maximum number of open invitations. */
    public int limit() {
      return limit;
    }
  }

  /**
   * Thrown when the organisation has as many members and open invitations as its limit allows, or
   * would have more.
   */
  public static final class MemberLimitReached extends OfOrganisation {
    private final long limit;

    /** Creates an exception for an organisation and its limit. */
    public MemberLimitReached(OrganisationId organisation, long limit) {
      super(
          organisation,
          "organisation "
              + organisation
              + " may have "
              + limit
              + " members and open invitations, its limit");
      this.limit = limit;
    }

    /** Returns the maximum number of members and invitations together. */
    public long limit() {
      return limit;
    }
  }

  /** Thrown when a user is a member of as many organisations as the user's limit allows. */
  public static final class OrganisationLimitReached extends OfUser {
    private final long limit;

    /** Creates an exception for a user and the user's limit. */
    public OrganisationLimitReached(EmailAddress user, long limit) {
      super(
          user,
          "user "
              + user
              + " may be in "
              + limit
              + (limit == 1 ? " organisation" : " organisations")
              + ", the user's limit");
      this.limit = limit;
    }

    /** Returns the maximum number of organisations. */
    public long limit() {
      return limit;
    }
  }

  /** Thrown when the member would be in more than {@value Group#MOST_PER_MEMBER} groups. */
  public static final class TooManyGroups extends OfMember {

    /** Creates an exception for a user in an organisation. */
    public TooManyGroups(EmailAddress user, OrganisationId organisation) {
      super(
          user,
          organisation,
          user
              + " would be in more than "
              + Group.MOST_PER_MEMBER
              + " groups of organisation "
              + organisation);
    }
  }

  /**
   * Thrown when the record to write or delete has another revision than the caller expects, or
   * exists although the caller expects none (optimistic locking). See {@link Expected}.
   */
  public static final class Stale extends OrgtableException {

    /**
     * Creates an exception.
     *
     * @param what the record, such as {@code user ann@example.com}
     */
    public Stale(String what) {
      super(what + " does not have the revision that the caller expects", null);
    }
  }

  /** Thrown when the idempotency key of a receipt was already used for another request. */
  public static final class ReceiptMismatch extends OrgtableException {

    /** Creates an exception. */
    public ReceiptMismatch() {
      super("the idempotency key was already used for another request", null);
    }
  }

  /**
   * Thrown when the work exceeds the limit of one call: one transaction (100 writes; Amazon
   * DynamoDB, Developer Guide, transactions), or the number of pages read. Nothing was written,
   * unless the operation says that another call goes on.
   */
  public static final class TooLarge extends OrgtableException {

    /** Creates an exception whose message states what is too large and what to call instead. */
    public TooLarge(String message) {
      super(message, null);
    }
  }

  /**
   * Thrown when an existing record has an older version of the layout or is damaged: upgrade or
   * repair the table first.
   */
  public static final class UpgradeRequired extends OrgtableException {

    /** Creates an exception for a record. */
    public UpgradeRequired(String record) {
      super(
          "the record "
              + record
              + " has an older version or is incomplete: upgrade or repair the table",
          null);
    }
  }

  /**
   * Thrown when this version cannot read a record under one of Orgtable's keys: a newer version or
   * another program wrote it, or it is damaged. Nothing was written. Verify the table to list such
   * records.
   */
  public static final class UnreadableRecord extends OrgtableException {
    private final String id;
    private final String rng;

    /**
     * Creates an exception.
     *
     * @param id the partition key
     * @param rng the sort key
     */
    public UnreadableRecord(String id, String rng) {
      super(
          "this version cannot read the record "
              + id
              + " "
              + rng
              + ": a newer version or another program wrote it, or it is damaged",
          null);
      this.id = id;
      this.rng = rng;
    }

    /** Returns the partition key of the record. */
    public String id() {
      return id;
    }

    /** Returns the sort key of the record. */
    public String rng() {
      return rng;
    }
  }

  /**
   * Thrown when the table cannot be reached or does not answer within the deadline. The operation
   * may be retried; see {@link #maybeApplied}.
   */
  public static final class Unavailable extends OrgtableException {
    private final boolean maybeApplied;
    private final boolean storageFailed;

    /**
     * Creates an exception.
     *
     * @param message the reason
     * @param maybeApplied whether a write may have been applied although its response was lost
     * @param cause the exception of the SDK client
     */
    public Unavailable(String message, boolean maybeApplied, @Nullable Throwable cause) {
      this(message, maybeApplied, false, cause);
    }

    private Unavailable(
        String message, boolean maybeApplied, boolean storageFailed, @Nullable Throwable cause) {
      super(maybeApplied ? message + "; the write may have been applied" : message, cause);
      this.maybeApplied = maybeApplied;
      this.storageFailed = storageFailed;
    }

    /** Creates an exception for an engine that cannot write; see {@link #storageFailed}. */
    public static Unavailable ofStorage(
        String message, boolean maybeApplied, @Nullable Throwable cause) {
      return new Unavailable(message, maybeApplied, true, cause);
    }

    /** Returns this exception for an operation that may have written something before. */
    public Unavailable afterWrites() {
      return maybeApplied
          ? this
          : new Unavailable(String.valueOf(getMessage()), true, storageFailed, this);
    }

    /**
     * Returns whether the engine responded that it cannot write, for example because its disk is
     * full.
     */
    public boolean storageFailed() {
      return storageFailed;
    }

    /**
     * Returns whether a write may have been applied although its response was lost. False means
     * that nothing was written.
     */
    public boolean maybeApplied() {
      return maybeApplied;
    }
  }

  /**
   * Thrown when the local clock differs from the engine's by more than a minute, so that no
   * irreversible action may depend on it.
   */
  public static final class ClockSkew extends OrgtableException {
    private final Duration skew;

    /**
     * Creates an exception.
     *
     * @param skew how far the local clock is ahead of the engine's; negative if behind
     */
    public ClockSkew(Duration skew) {
      super(
          "this machine's clock is "
              + skew.abs().truncatedTo(ChronoUnit.SECONDS)
              + (skew.isNegative() ? " behind" : " ahead of")
              + " DynamoDB's: until they differ by at most a minute, nothing expired is removed,"
              + " and no mail is sent or given up",
          null);
      this.skew = skew;
    }

    /** Returns how far the local clock is ahead of the engine's; negative if behind. */
    public Duration skew() {
      return skew;
    }
  }

  /**
   * Thrown when a background job on the same record is still open, such as the deletion or the move
   * of a user.
   */
  public static final class InProgress extends OfJob {

    /** Creates an exception for a record and the job on it. */
    public InProgress(String what, JobId job) {
      super(job, what + " is still being worked on by job " + job);
    }
  }

  /** Thrown when the job does not exist, or was removed some time after it was done. */
  public static final class JobNotFound extends OfJob {

    /** Creates an exception for a job. */
    public JobNotFound(JobId job) {
      super(job, "job " + job + " does not exist");
    }
  }
}
