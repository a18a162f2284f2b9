package dev.orgtable.server.console.page;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.OrgtableException.ServiceNotFound;

/**
 * Why something was refused, as people read it on a page that names the organisation already:
 * without ids.
 */
public final class Refusal {

  private Refusal() {}

  /** Returns the sentence of a refusal. */
  public static String words(OrgtableException e) {
    if (e instanceof AlreadyMember member) {
      return member.user() + " is already a member.";
    }
    if (e instanceof AlreadyInvited invited) {
      return invited.invitee() + " is already invited.";
    }
    if (e instanceof LastOwner last) {
      return last.user()
          + " is the last owner of the organisation. Make somebody else an owner first.";
    }
    if (e instanceof MemberNotFound gone) {
      return gone.user() + " is not a member of the organisation.";
    }
    if (e instanceof MemberSuspended suspended) {
      return suspended.user() + " is suspended.";
    }
    if (e instanceof NotOwner member) {
      return member.user() + " is not an active owner of the organisation.";
    }
    if (e instanceof OrganisationSuspended) {
      return "The organisation is suspended.";
    }
    return e instanceof ServiceNotFound
        ? "The organisation has no such service."
        : String.valueOf(e.getMessage());
  }
}
