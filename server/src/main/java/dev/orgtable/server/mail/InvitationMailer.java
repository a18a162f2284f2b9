package dev.orgtable.server.mail;

import dev.orgtable.job.Mailer;
import java.util.Optional;

/**
 * The mailer of invitations, as a bean.
 *
 * @param mailer empty if no mails are sent
 */
public record InvitationMailer(Optional<Mailer> mailer) {}
