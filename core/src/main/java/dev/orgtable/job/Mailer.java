package dev.orgtable.job;

/** Sends the mails of invitations. It is called by a {@link Worker}, from several threads. */
@FunctionalInterface
public interface Mailer {

  /**
   * Sends one mail; returns once it was taken over by whoever delivers it. The same mail may be
   * asked for again, with another token, if the worker dies before it has noted that.
   *
   * @throws MailFailure if it was not
   */
  void send(InvitationMail mail);
}
