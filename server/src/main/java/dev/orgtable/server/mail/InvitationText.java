package dev.orgtable.server.mail;

import dev.orgtable.Invitation;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.Colour;
import dev.orgtable.server.settings.Logo;
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

  private static final Colour USUAL = new Colour("#3757d4");

  private final InvitationMail mail;
  private final String link;
  private final Brand brand;
  private final List<String> groups;

  InvitationText(InvitationMail mail, String link, Brand brand, List<String> groups) {
    this.mail = mail;
    this.link = link;
    this.brand = brand;
    this.groups = List.copyOf(groups);
  }

  private Invitation invitation() {
    return mail.invitation();
  }

  /** Returns the product's name; empty if it has none. */
  public String getProduct() {
    return Unlinked.of(brand.name());
  }

  /** Returns whether the mail has the product's logo, under the address {@code cid:logo}. */
  public boolean isLogo() {
    return brand.logo().filter(Logo::isFitForMail).isPresent();
  }

  /** Returns the colour of the button, such as {@code #0b7a75}. */
  public String getColour() {
    return brand.colour().orElse(USUAL).value();
  }

  /** Returns the colour of text on {@link #getColour}, white or black. */
  public String getInk() {
    return brand.colour().orElse(USUAL).ink();
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

  /** Returns the offered groups as text: by their labels, those of services with its name. */
  public List<String> getGroups() {
    return groups.stream().map(Unlinked::of).toList();
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
