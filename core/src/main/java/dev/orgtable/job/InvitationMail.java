package dev.orgtable.job;

import dev.orgtable.Invitation;
import dev.orgtable.Organisation;

/**
 * The content of the mail to an invitee.
 *
 * @param invitation the current invitation
 * @param organisation the organisation that invites
 * @param token the token that allows its holder to accept; it must appear nowhere but in the mail
 */
public record InvitationMail(Invitation invitation, Organisation organisation, String token) {

  /** Returns a description without the token. */
  @Override
  public String toString() {
    return "a mail for " + invitation;
  }
}
