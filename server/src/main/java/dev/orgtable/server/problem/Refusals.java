package dev.orgtable.server.problem;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.ApiKeyNotFound;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.OrgtableException.JobNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationNotFound;
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
import dev.orgtable.OrgtableException.UserNotFound;
import java.util.Map;

/** Maps each refusal of the store to its code; the only place that does. */
final class Refusals {

  private static final Map<Class<? extends OrgtableException>, Code> CODES =
      Map.ofEntries(
          Map.entry(UserNotFound.class, Code.USER_NOT_FOUND),
          Map.entry(OrganisationNotFound.class, Code.ORGANISATION_NOT_FOUND),
          Map.entry(MemberNotFound.class, Code.MEMBER_NOT_FOUND),
          Map.entry(ServiceNotFound.class, Code.SERVICE_NOT_FOUND),
          Map.entry(InvitationNotFound.class, Code.INVITATION_NOT_FOUND),
          Map.entry(InvitationTokenUnknown.class, Code.INVITATION_NOT_FOUND),
          Map.entry(InvitationNotOpen.class, Code.INVITATION_NOT_OPEN),
          Map.entry(UserAlreadyExists.class, Code.ALREADY_EXISTS),
          Map.entry(OrganisationAlreadyExists.class, Code.ALREADY_EXISTS),
          Map.entry(ServiceAlreadyExists.class, Code.ALREADY_EXISTS),
          Map.entry(AlreadyMember.class, Code.ALREADY_MEMBER),
          Map.entry(AlreadyInvited.class, Code.ALREADY_INVITED),
          Map.entry(InvitationExpired.class, Code.INVITATION_EXPIRED),
          Map.entry(LastOwner.class, Code.LAST_OWNER),
          Map.entry(NotOwner.class, Code.NOT_OWNER),
          Map.entry(TooManyGroups.class, Code.TOO_MANY_GROUPS),
          Map.entry(TooManyInvitations.class, Code.TOO_MANY_INVITATIONS),
          Map.entry(TooLarge.class, Code.TOO_LARGE),
          Map.entry(UpgradeRequired.class, Code.UPGRADE_REQUIRED),
          Map.entry(UnreadableRecord.class, Code.UNREADABLE_RECORD),
          Map.entry(Stale.class, Code.STALE),
          Map.entry(ReceiptMismatch.class, Code.KEY_REUSED),
          Map.entry(ApiKeyNotFound.class, Code.KEY_NOT_FOUND),
          Map.entry(InProgress.class, Code.IN_PROGRESS),
          Map.entry(JobNotFound.class, Code.JOB_NOT_FOUND),
          Map.entry(ClockSkew.class, Code.UNAVAILABLE),
          Map.entry(Unavailable.class, Code.UNAVAILABLE));

  private Refusals() {}

  static Code code(Class<? extends OrgtableException> refusal) {
    Code code = CODES.get(refusal);
    if (code == null) {
      throw new IllegalStateException("no code for " + refusal.getName());
    }
    return code;
  }

  /** Omits the SDK's message, which belongs in the log. */
  static String detail(OrgtableException e) {
    if (e instanceof Unavailable unavailable) {
      String what =
          unavailable.storageFailed()
              ? "the engine cannot write; its disk may be full"
              : "the table did not respond in time";
      return what
          + (unavailable.maybeApplied()
              ? "; the change may have been made"
              : "; nothing was changed");
    }
    return String.valueOf(e.getMessage());
  }
}
