package dev.orgtable.server.problem;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;

/** What a caller of the API can do after a refusal. */
final class Advice {

  private Advice() {}

  /** Adds to the explanation of a refusal what the caller can do. */
  static String after(OrgtableException refusal, String detail) {
    String advice = of(refusal);
    return advice.isEmpty() ? detail : detail + "; " + advice;
  }

  private static String of(OrgtableException refusal) {
    if (refusal instanceof AlreadyMember) {
      return "change the member's groups instead";
    }
    if (refusal instanceof AlreadyInvited) {
      return "resend the invitation, or revoke it first";
    }
    if (refusal instanceof LastOwner) {
      return "make another active member an owner first";
    }
    if (refusal instanceof Stale) {
      return "get it again and repeat with the new ETag";
    }
    if (refusal instanceof InvitationExpired) {
      return "ask an owner of the organisation to resend it";
    }
    return refusal instanceof InvitationNotOpen closed ? after(closed.ending()) : "";
  }

  private static String after(InvitationNotOpen.Ending ending) {
    return switch (ending) {
      case ACCEPTED -> "the invitee is a member";
      case ORGANISATION_DELETED -> "nobody can join it any more";
      case ADDRESS_CHANGED -> "it has moved to the invitee's new address";
      case ENDED -> "it was revoked or rejected, or the member has left: ask for a new invitation";
      case REPLACED -> "a newer link was sent: use that one";
    };
  }
}
