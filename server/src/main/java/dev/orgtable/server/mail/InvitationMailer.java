package dev.orgtable.server.mail;

import dev.orgtable.job.Mailer;
import java.util.Optional;

/**
 * Who sends the mails of invitations.
 *
 * @param mailer empty if none are sent
 */
public record InvitationMailer(Optional<Mailer> mailer) {}
