package dev.orgtable.server.mail;

import dev.orgtable.store.Mailer;
import java.util.Optional;

/**
 * Who sends the mails of invitations.
 *
 * @param mailer empty if none are sent
 */
public record InvitationMailer(Optional<Mailer> mailer) {}
