package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import dev.orgtable.job.MailLimits;
import java.util.Optional;

/**
 * The settings of invitations.
 *
 * @param mail how invitations are mailed; empty to return the token to the inviter instead
 * @param link the link in mails, with {@code {token}} as a placeholder; empty for this server's own
 *     page
 * @param open the maximum number of open invitations per organisation, at least 1
 * @param mailsAnHour the maximum number of mails sent per hour
 * @param brand what invitees see of the product
 */
public record InvitationSettings(
    Optional<MailSettings> mail,
    Optional<String> link,
    int open,
    MailLimits mailsAnHour,
    Brand brand) {

  /** The placeholder for the token in a link. */
  public static final String TOKEN = "{token}";

  /** The default maximum number of open invitations per organisation. */
  public static final int OPEN = 1000;

  /** Settings without mails. */
  public static final InvitationSettings DEFAULT =
      new InvitationSettings(Optional.empty(), Optional.empty(), OPEN, MailLimits.DEFAULT);

  /** Creates settings without a brand. */
  public InvitationSettings(
      Optional<MailSettings> mail, Optional<String> link, int open, MailLimits mailsAnHour) {
    this(mail, link, open, mailsAnHour, Brand.NONE);
  }

  /**
   * Validates the settings.
   *
   * @throws InvalidInput if a number is out of range, or the link has no placeholder or is not a
   *     web address
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
      throw new InvalidInput("link", "must begin with https:// and contain " + TOKEN);
    }
  }
}
