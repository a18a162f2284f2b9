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
 * The variables of mail templates, such as {@code mail.organisation}. Mail clients linkify none of
 * them except the link and the invitee's address.
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

  /** Returns the name of the inviter; may be empty. */
  public String getInvitedBy() {
    return Unlinked.of(invitation().invitedBy());
  }

  /** Returns the invitee's address. */
  public String getEmail() {
    return invitation().invitee().value();
  }

  /** Returns the offered groups as text, those of services with the service's id. */
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

  /** Returns the expiry as text. */
  public String getExpires() {
    return READABLE.format(invitation().expiresAt());
  }

  /** Returns the expiry. */
  public Instant getExpiresAt() {
    return invitation().expiresAt();
  }

  /** Returns the URL of the page where the invitation is accepted or rejected. */
  public String getLink() {
    return link;
  }
}
