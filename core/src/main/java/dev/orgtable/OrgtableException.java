package dev.orgtable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was refused, or could not be done. Each kind is named for the fact and carries the ids that
 * it is about.
 */
public abstract sealed class OrgtableException extends RuntimeException {

  private OrgtableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A refusal that is about one user. */
  public abstract static sealed class OfUser extends OrgtableException {
    private final UserId user;

    private OfUser(UserId user, String message) {
      super(message, null);
      this.user = user;
    }

    /** Returns the user. */
    public UserId user() {
      return user;
    }
  }

  /** A refusal that is about one organisation. */
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

  /** A refusal that is about one service. */
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

  /** A refusal that is about one user in one organisation. */
  public abstract static sealed class OfMember extends OrgtableException {
    private final UserId user;
    private final OrganisationId organisation;

    private OfMember(UserId user, OrganisationId organisation, String message) {
      super(message, null);
      this.user = user;
      this.organisation = organisation;
    }

    /** Returns the user. */
    public UserId user() {
      return user;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }
  }

  /** A refusal that is about one invitation. */
  public abstract static sealed class OfInvitation extends OrgtableException {
    private final UserId invitee;
    private final OrganisationId organisation;

    private OfInvitation(UserId invitee, OrganisationId organisation, String message) {
      super(message, null);
      this.invitee = invitee;
      this.organisation = organisation;
    }

    /** Returns the invitee. */
    public UserId invitee() {
      return invitee;
    }

    /** Returns the organisation. */
    public OrganisationId organisation() {
      return organisation;
    }
  }

  /** A refusal that is about one job. */
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

  /** There is no such user. */
  public static final class UserNotFound extends OfUser {

    /** Refuses, because the user does not exist. */
    public UserNotFound(UserId user) {
      super(user, "user " + user + " does not exist");
    }
  }

  /** There is no such organisation. */
  public static final class OrganisationNotFound extends OfOrganisation {

    /** Refuses, because the organisation does not exist. */
    public OrganisationNotFound(OrganisationId organisation) {
      super(organisation, "organisation " + organisation + " does not exist");
    }
  }

  /** The organisation has no such service. */
  public static final class ServiceNotFound extends OfService {

    /** Refuses, because the service does not exist. */
    public ServiceNotFound(OrganisationId organisation, ServiceId service) {
      super(organisation, service, "organisation " + organisation + " has no service " + service);
    }
  }

  /** The user is not a member of the organisation. */
  public static final class MemberNotFound extends OfMember {

    /** Refuses, because the user is not a member. */
    public MemberNotFound(UserId user, OrganisationId organisation) {
      super(user, organisation, user + " is not a member of organisation " + organisation);
    }
  }

  /** There is no such invitation, or it has ended. */
  public static final class InvitationNotFound extends OfInvitation {

    /** Refuses, because there is no open invitation. */
    public InvitationNotFound(UserId invitee, OrganisationId organisation) {
      super(
          invitee,
          organisation,
          invitee + " has no open invitation to organisation " + organisation);
    }
  }

  /** The invitation has ended by time. */
  public static final class InvitationExpired extends OfInvitation {

    /** Refuses, because the invitation has expired. */
    public InvitationExpired(UserId invitee, OrganisationId organisation) {
      super(
          invitee,
          organisation,
          "the invitation of " + invitee + " to organisation " + organisation + " has expired");
    }
  }

  /** An invitation has ended otherwise than by time. Told only to who proved its token. */
  public static final class InvitationNotOpen extends OfInvitation {
    private final Ending ending;

    /** Refuses, because the invitation, or the token for it, is no longer valid. */
    public InvitationNotOpen(UserId invitee, OrganisationId organisation, Ending ending) {
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

    /** Returns how it ended. */
    public Ending ending() {
      return ending;
    }

    /** How an invitation, or a token for it, ended before its time. */
    public enum Ending {
      /** It was accepted. */
      ACCEPTED,
      /** The organisation does not exist any more. */
      ORGANISATION_DELETED,
      /** The invitee has another address, with the invitation or the membership that it led to. */
      ADDRESS_CHANGED,
      /**
       * It was revoked or rejected, or it was accepted and the membership has ended, or the user
       * was deleted: which of these is not kept.
       */
      ENDED,
      /** It was resent, or there is a later invitation: another token is the good one. */
      REPLACED
    }
  }

  /** A text that is no token of an invitation, or of one that ended long ago. Says no more. */
  public static final class InvitationTokenUnknown extends OrgtableException {

    /** Refuses, because the text proves nothing. */
    public InvitationTokenUnknown() {
      super("the token is of no invitation", null);
    }
  }

  /** There is no such API key: it was revoked, or its time is over. */
  public static final class ApiKeyNotFound extends OrgtableException {
    private final ApiKeyId apiKey;

    /** Refuses, because the API key does not exist. */
    public ApiKeyNotFound(ApiKeyId apiKey) {
      super("api key " + apiKey + " does not exist", null);
      this.apiKey = apiKey;
    }

    /** Returns the API key. */
    public ApiKeyId apiKey() {
      return apiKey;
    }
  }

  /** There is a user with this address. */
  public static final class UserAlreadyExists extends OfUser {

    /** Refuses, because the user exists. */
    public UserAlreadyExists(UserId user) {
      super(user, "user " + user + " exists already");
    }
  }

  /** There is an organisation with this id. */
  public static final class OrganisationAlreadyExists extends OfOrganisation {

    /** Refuses, because the organisation exists. */
    public OrganisationAlreadyExists(OrganisationId organisation) {
      super(organisation, "organisation " + organisation + " exists already");
    }
  }

  /** The organisation has a service with this id. */
  public static final class ServiceAlreadyExists extends OfService {

    /** Refuses, because the service exists. */
    public ServiceAlreadyExists(OrganisationId organisation, ServiceId service) {
      super(
          organisation,
          service,
          "organisation " + organisation + " has a service " + service + " already");
    }
  }

  /** The user is a member of the organisation. */
  public static final class AlreadyMember extends OfMember {

    /** Refuses, because the user is a member. */
    public AlreadyMember(UserId user, OrganisationId organisation) {
      super(user, organisation, user + " is a member of organisation " + organisation + " already");
    }
  }

  /** The user has an open invitation to the organisation. */
  public static final class AlreadyInvited extends OfInvitation {

    /** Refuses, because there is an open invitation. */
    public AlreadyInvited(UserId invitee, OrganisationId organisation) {
      super(
          invitee,
          organisation,
          invitee + " is invited to organisation " + organisation + " already");
    }
  }

  /** The member is not an owner of the organisation. */
  public static final class NotOwner extends OfMember {

    /** Refuses, because the member does not own the organisation. */
    public NotOwner(UserId user, OrganisationId organisation) {
      super(user, organisation, user + " is not an owner of organisation " + organisation);
    }
  }

  /** The user is the last owner of at least one organisation, and an owner must remain. */
  public static final class LastOwner extends OrgtableException {
    private final UserId user;
    private final Set<OrganisationId> organisations;

    /** Refuses, because no owner would remain. */
    public LastOwner(UserId user, Set<OrganisationId> organisations) {
      super(user + " is the last owner of " + organisations, null);
      this.user = user;
      this.organisations = Set.copyOf(organisations);
    }

    /** Returns the user. */
    public UserId user() {
      return user;
    }

    /** Returns the organisations that have no other owner. */
    public Set<OrganisationId> organisations() {
      return organisations;
    }
  }

  /** The organisation has as many open invitations as it may have. */
  public static final class TooManyInvitations extends OfOrganisation {
    private final int limit;

    /** Refuses, because so many invitations of the organisation are open. */
    public TooManyInvitations(OrganisationId organisation, int limit) {
      super(
          organisation,
          "organisation "
              + organisation
              + " has "
              + limit
              + " open invitations, as many as it may have");
      this.limit = limit;
    }

    /** Returns how many may be open at once. */
    public int limit() {
      return limit;
    }
  }

  /** The member would be in more than {@value Group#MOST_PER_MEMBER} groups. */
  public static final class TooManyGroups extends OfMember {

    /** Refuses, because the member would be in too many groups. */
    public TooManyGroups(UserId user, OrganisationId organisation) {
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
   * What was to be written or deleted is not as the caller expects it: another revision stands in
   * the table, or one where none was expected. See {@link Expected}.
   */
  public static final class Stale extends OrgtableException {

    /**
     * Refuses, because the revision is not as expected.
     *
     * @param what what was to be written or deleted, such as {@code user ann@example.com}
     */
    public Stale(String what) {
      super(what + " is not as the caller expects: another revision stands in the table", null);
    }
  }

  /** The key of a receipt was used for another request before. */
  public static final class ReceiptMismatch extends OrgtableException {

    /** Refuses, because the receipt is of another request. */
    public ReceiptMismatch() {
      super("the same key was used for another request", null);
    }
  }

  /**
   * The work does not fit the bound of one call: one transaction, or the limit on pages read.
   * Nothing was written.
   */
  public static final class TooLarge extends OrgtableException {

    /** Refuses, with what is too large and what to call in its place. */
    public TooLarge(String message) {
      super(message, null);
    }
  }

  /**
   * The record in the way is of an older version of the layout, or damaged: the table must be
   * upgraded or repaired first.
   */
  public static final class UpgradeRequired extends OrgtableException {

    /** Refuses to write over a record that this library does not understand. */
    public UpgradeRequired(String record) {
      super(
          "the record "
              + record
              + " is of an older version, or left over: upgrade or repair the table",
          null);
    }
  }

  /**
   * Under one of our keys stands a record that this version cannot read: a newer version or another
   * program wrote it, or what it holds is damaged. Nothing was written. The verifier of the table
   * names such records.
   */
  public static final class UnreadableRecord extends OrgtableException {
    private final String id;
    private final String rng;

    /**
     * Refuses, because the record cannot be read.
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

  /** The table could not be reached or did not answer in time. May be tried again. */
  public static final class Unavailable extends OrgtableException {
    private final boolean maybeApplied;
    private final boolean storageFailed;

    /**
     * Gives up.
     *
     * @param message what failed
     * @param maybeApplied whether a write may have been applied although its answer is not known
     * @param cause what the client reported
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

    /** Gives up, since the engine answered that it cannot write; see {@link #storageFailed}. */
    public static Unavailable ofStorage(
        String message, boolean maybeApplied, @Nullable Throwable cause) {
      return new Unavailable(message, maybeApplied, true, cause);
    }

    /**
     * Returns whether the engine did answer, namely that it cannot write: its disk is full, for
     * example.
     */
    public boolean storageFailed() {
      return storageFailed;
    }

    /**
     * Returns whether a write may have been applied although its answer is not known. False means
     * that nothing was written.
     */
    public boolean maybeApplied() {
      return maybeApplied;
    }
  }

  /**
   * This process's clock is so far from the engine's that what cannot be undone is not done by it.
   */
  public static final class ClockSkew extends OrgtableException {
    private final Duration skew;

    /**
     * Refuses, because the clock may be wrong.
     *
     * @param skew by how much this process's clock is ahead of the engine's; negative if behind
     */
    public ClockSkew(Duration skew) {
      super(
          "this machine's clock is "
              + skew.abs().truncatedTo(ChronoUnit.SECONDS)
              + (skew.isNegative() ? " behind" : " ahead of")
              + " DynamoDB's: until they are within a minute, nothing is removed or given up because"
              + " its time is over, and no mail is sent",
          null);
      this.skew = skew;
    }

    /** Returns by how much this process's clock is ahead of the engine's; negative if behind. */
    public Duration skew() {
      return skew;
    }
  }

  /** Long work on it has not ended yet: what was deleted is not gone, what moves is not there. */
  public static final class InProgress extends OfJob {

    /** Refuses for as long as a job is open. */
    public InProgress(String what, JobId job) {
      super(job, what + " is still being worked on by job " + job);
    }
  }

  /** There is no such job, or it ended long ago. */
  public static final class JobNotFound extends OfJob {

    /** Refuses, because the job does not exist. */
    public JobNotFound(JobId job) {
      super(job, "job " + job + " does not exist");
    }
  }
}
