package dev.orgtable.server.console.organisation;

import dev.orgtable.Delivery;
import dev.orgtable.Invitation;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.OrganisationGroups;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An invitation, as a row of the list.
 *
 * @param invitation the invitation
 * @param groups the groups that it offers
 * @param mail the state of its mail, in words; empty if no mail is sent
 * @param expired whether it has expired: it can only be resent or revoked
 */
record InvitationRow(Invitation invitation, List<GroupField> groups, String mail, boolean expired) {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  static InvitationRow of(Invitation invitation, OrganisationGroups groups, Instant now) {
    return new InvitationRow(
        invitation,
        groups.sorted(invitation.groups()),
        invitation.delivery().map(mail -> words(mail, now)).orElse(""),
        invitation.isExpiredAt(now));
  }

  private static String words(Delivery mail, Instant now) {
    String error = mail.lastError().map(each -> ": " + each).orElse("");
    return switch (mail.state()) {
      case SENT -> "mailed";
      case DUE ->
          mail.attempts() == 0 ? start(mail, now) : "tried " + mail.attempts() + " times" + error;
      case FAILED -> "not mailed, no more attempts" + error;
    };
  }

  private static String start(Delivery mail, Instant now) {
    return mail.at().isAfter(now.plus(SOON))
        ? "waits until " + MINUTE.format(mail.at()) + " UTC"
        : "on its way";
  }

  /** Returns the HTML id of the row. */
  public String id() {
    return "row-" + invitation.id();
  }

  /** Returns the name of the inviter, if given. */
  public Optional<String> invitedBy() {
    return Optional.of(invitation.invitedBy()).filter(text -> !text.isEmpty());
  }
}
