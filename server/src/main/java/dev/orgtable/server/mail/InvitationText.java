package dev.orgtable.server.mail;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.job.InvitationMail;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What the templates of a mail can name, as {@code mail.organisation} and so on. Nothing of it but
 * the link and the address it was sent to is turned into a link by a mail client.
 */
public final class InvitationText {

  private static final DateTimeFormatter READABLE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InvitationMail mail;
  private final String link;

  InvitationText(InvitationMail mail, String link) {
    this.mail = mail;
    this.link = link;
  }

  private Invitation invitation() {
    return mail.invitation();
  }

  /** Returns the organisation's name. */
  public String getOrganisation() {
    return Unlinked.of(mail.organisation().name());
  }

  /** Returns who invites, in words; may be empty. */
  public String getInvitedBy() {
    return Unlinked.of(invitation().invitedBy());
  }

  /** Returns the address that is invited. */
  public String getEmail() {
    return invitation().invitee().email();
  }

  /** Returns the groups offered, in words, those of services with the service's id. */
  public List<String> getGroups() {
    return invitation().groups().stream()
        .map(InvitationText::words)
        .sorted()
        .map(Unlinked::of)
        .toList();
  }

  private static String words(Group group) {
    return group instanceof Group.OfService of
        ? of.name().value() + " (" + of.service().value() + ")"
        : group.name().value();
  }

  /** Returns until when it can be accepted, to be read. */
  public String getExpires() {
    return READABLE.format(invitation().expiresAt());
  }

  /** Returns until when it can be accepted. */
  public Instant getExpiresAt() {
    return invitation().expiresAt();
  }

  /** Returns the page where it is accepted or rejected. */
  public String getLink() {
    return link;
  }
}
