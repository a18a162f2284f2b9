package dev.orgtable.job;

/** Sends the mails of invitations. Called by a {@link Worker}, from several threads. */
@FunctionalInterface
public interface Mailer {

  /**
   * Sends one mail; returns once the mail server has accepted it. May be called again for the same
   * mail, with another token, if the worker dies before it has recorded the result.
   *
   * @throws MailFailure if the mail was not accepted
   */
  void send(InvitationMail mail);
}
