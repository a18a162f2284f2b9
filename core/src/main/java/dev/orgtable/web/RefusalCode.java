package dev.orgtable.web;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.ApiKeyNotFound;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.OrgtableException.JobNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationGroupsFull;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.OrgtableException.ReceiptMismatch;
import dev.orgtable.OrgtableException.ServiceAlreadyExists;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.OrgtableException.WebhookNotFound;
import dev.orgtable.OrgtableException.WebhooksFull;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stable codes of refusals, each with its HTTP status and title; see {@link #of}. With {@link
 * #type} and {@link #detail} they are the problem details (RFC 9457) of a refusal.
 */
public enum RefusalCode {
  USER_NOT_FOUND(404, "There is no such user", UserNotFound.class, UserIdNotFound.class),
  ORGANISATION_NOT_FOUND(404, "There is no such organisation", OrganisationNotFound.class),
  MEMBER_NOT_FOUND(404, "The user is not a member of the organisation", MemberNotFound.class),
  SERVICE_NOT_FOUND(404, "The organisation has no such service", ServiceNotFound.class),
  GROUP_NOT_FOUND(404, "The organisation has no record of such a group", GroupNotFound.class),
  INVITATION_NOT_FOUND(
      404,
      "There is no such open invitation",
      InvitationNotFound.class,
      InvitationTokenUnknown.class),
  JOB_NOT_FOUND(404, "There is no such job", JobNotFound.class),
  KEY_NOT_FOUND(404, "There is no such API key", ApiKeyNotFound.class),
  WEBHOOK_NOT_FOUND(404, "There is no such webhook", WebhookNotFound.class),
  ACCOUNT_CONFLICT(403, "The user has another account", AccountConflict.class),
  ALREADY_EXISTS(
      409,
      "It exists already",
      UserAlreadyExists.class,
      OrganisationAlreadyExists.class,
      ServiceAlreadyExists.class,
      GroupAlreadyExists.class),
  EXTERNAL_ID_TAKEN(409, "The external id is taken", ExternalIdTaken.class),
  ALREADY_MEMBER(409, "The user is a member already", AlreadyMember.class),
  MEMBER_SUSPENDED(409, "The member is suspended", MemberSuspended.class),
  ORGANISATION_SUSPENDED(403, "The organisation is suspended", OrganisationSuspended.class),
  ALREADY_INVITED(409, "The address is invited already", AlreadyInvited.class),
  INVITATION_EXPIRED(409, "The invitation has expired", InvitationExpired.class),
  INVITATION_NOT_OPEN(409, "The invitation is no longer open", InvitationNotOpen.class),
  LAST_OWNER(409, "An owner must remain", LastOwner.class),
  NOT_OWNER(409, "The member is not an owner", NotOwner.class),
  TOO_MANY_GROUPS(409, "The member would be in too many groups", TooManyGroups.class),
  ORGANISATION_GROUPS_FULL(
      409, "The organisation has too many groups", OrganisationGroupsFull.class),
  TOO_MANY_WEBHOOKS(409, "There are too many webhooks", WebhooksFull.class),
  TOO_MANY_INVITATIONS(
      409, "The organisation has too many open invitations", TooManyInvitations.class),
  MEMBER_LIMIT_REACHED(
      409, "The organisation has as many members as it may have", MemberLimitReached.class),
  ORGANISATION_LIMIT_REACHED(
      409, "The user is in as many organisations as allowed", OrganisationLimitReached.class),
  TOO_LARGE(409, "The operation is too large", TooLarge.class),
  IN_PROGRESS(409, "A job is still in progress", InProgress.class),
  UPGRADE_REQUIRED(409, "The record must be upgraded first", UpgradeRequired.class),
  UNREADABLE_RECORD(
      409, "The table has a record that this version cannot read", UnreadableRecord.class),
  STALE(412, "The resource has changed", Stale.class),
  KEY_REUSED(422, "The Idempotency-Key was used for another request", ReceiptMismatch.class),
  /** Invalid input: an {@link dev.orgtable.InvalidInput}, which is not a refusal. */
  INVALID_REQUEST(400, "The request is not valid"),
  UNAVAILABLE(503, "The table is unavailable", ClockSkew.class, Unavailable.class);

  /** The prefix of the types of problems. */
  public static final String TYPE = "urn:orgtable:problem:";

  private final int status;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // A copy.
  private final List<Class<?>> refusals;

  RefusalCode(int status, String title, Class<?>... refusals) {
    this.status = status;
    this.title = title;
    this.refusals = List.of(refusals);
  }

  /** Returns the code of a kind of refusal. There is no other mapping. */
  public static RefusalCode of(Class<? extends OrgtableException> refusal) {
    return Arrays.stream(values())
        .filter(code -> code.refusals.contains(refusal))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no code for " + refusal.getName()));
  }

  /** Returns the code of a refusal. */
  public static RefusalCode of(OrgtableException refusal) {
    return of(refusal.getClass());
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the title, for people. */
  public String title() {
    return title;
  }

  /** Returns the code as it appears in responses, such as {@code already_member}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the problem type, such as {@code urn:orgtable:problem:already_member}. */
  public String type() {
    return TYPE + text();
  }

  /** Returns the explanation of a refusal. It omits the SDK's message, which belongs in the log. */
  public static String detail(OrgtableException refusal) {
    if (refusal instanceof Unavailable unavailable) {
      String what =
          unavailable.storageFailed()
              ? "the engine cannot write; its disk may be full"
              : "the table did not respond in time";
      return what
          + (unavailable.maybeApplied()
              ? "; the change may have been made"
              : "; nothing was changed");
    }
    return String.valueOf(refusal.getMessage());
  }

  /**
   * Returns the details of a refusal that are meant for programs: {@code organisations} for {@link
   * LastOwner} and {@code ended} for {@link InvitationNotOpen}. Other refusals have none.
   */
  public static Map<String, Object> properties(OrgtableException refusal) {
    Map<String, Object> properties = new TreeMap<>();
    if (refusal instanceof LastOwner last) {
      properties.put(
          "organisations", last.organisations().stream().map(Object::toString).sorted().toList());
    }
    if (refusal instanceof InvitationNotOpen over) {
      properties.put("ended", over.ending().name().toLowerCase(Locale.ROOT));
    }
    return properties;
  }
}
