package dev.orgtable.job;

import dev.orgtable.Invitation;
import dev.orgtable.Organisation;

/**
 * What to write to somebody who is invited.
 *
 * @param invitation the invitation as it stands now
 * @param organisation into which it is
 * @param token whoever holds it may accept: nothing but the mail itself may have it
 */
public record InvitationMail(Invitation invitation, Organisation organisation, String token) {

  /** Returns what it is, without the token. */
  @Override
  public String toString() {
    return "a mail for " + invitation;
  }
}
