package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import dev.orgtable.job.MailLimits;
import java.util.Optional;

/**
 * How invitations reach people.
 *
 * @param mail how they are mailed; empty if they are not, and the token is shown to who invites
 * @param link what a mail links to, with {@code {token}} in the token's place; empty for this
 *     server's own page
 * @param open how many invitations one organisation may have open, at least 1
 * @param mailsAnHour how many mails are sent in an hour at most
 */
public record InvitationSettings(
    Optional<MailSettings> mail, Optional<String> link, int open, MailLimits mailsAnHour) {

  /** What stands for the token in a link. */
  public static final String TOKEN = "{token}";

  /** How many invitations one organisation may have open, by default. */
  public static final int OPEN = 1000;

  /** Nothing is mailed. */
  public static final InvitationSettings DEFAULT =
      new InvitationSettings(Optional.empty(), Optional.empty(), OPEN, MailLimits.DEFAULT);

  /**
   * Checks the bounds.
   *
   * @throws InvalidInput if one is out of range, or the link has no place for the token or is no
   *     address of the web
   */
  public InvitationSettings {
    check("open", open);
    link.ifPresent(InvitationSettings::check);
  }

  private static void check(String field, int limit) {
    if (limit < 1) {
      throw new InvalidInput(field, "must be at least 1");
    }
  }

  private static void check(String link) {
    if (!link.matches("https?://[^\\s/]+.*") || !link.contains(TOKEN)) {
      throw new InvalidInput("link", "must begin with https:// and have " + TOKEN + " in it");
    }
  }
}
