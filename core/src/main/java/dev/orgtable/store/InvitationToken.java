package dev.orgtable.store;

import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is presented to prove an invitation: {@code oti_<locator>.<secret>}. The locator tells where
 * the invitation is, so that it is found by keys alone; it hides nothing, and proves nothing.
 *
 * @param organisation which organisation invites
 * @param id which invitation
 * @param invitee which address is invited
 * @param secret 256 bits, as 43 characters of URL-safe Base64
 */
record InvitationToken(
    OrganisationId organisation, MembershipId id, UserId invitee, String secret) {

  private static final Pattern FORM =
      Pattern.compile("oti_([A-Za-z0-9_-]{1,1400})\\.(" + Secret.FORM + ")");

  /** Stands in no id; an address, which may have it, comes last. */
  private static final String BETWEEN = "/";

  /** Returns a new token of an invitation. */
  static InvitationToken of(Invitation invitation) {
    return new InvitationToken(
        invitation.organisation(), invitation.id(), invitation.invitee(), Secret.random());
  }

  /** Returns what a text says; empty if it is no token. One token has one text. */
  static Optional<InvitationToken> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      byte[] locator = Base64.getUrlDecoder().decode(form.group(1));
      String[] names = new String(locator, StandardCharsets.UTF_8).split(BETWEEN, 3);
      return names.length < 3
          ? Optional.empty()
          : Optional.of(
                  new InvitationToken(
                      OrganisationId.of(names[0]),
                      new MembershipId(names[1]),
                      UserId.of(names[2]),
                      form.group(2)))
              .filter(token -> token.text().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    String locator = organisation + BETWEEN + id + BETWEEN + invitee;
    return "oti_"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(locator.getBytes(StandardCharsets.UTF_8))
        + "."
        + secret;
  }

  /** Returns what is stored of the token: of its whole text, so that no locator fits another. */
  String hash() {
    return Sha256.of(text());
  }

  /** Returns whether a stored hash is that of this token, in the same time whatever differs. */
  boolean matches(String hash) {
    return Sha256.same(hash(), hash);
  }

  @Override
  public String toString() {
    return "token of the invitation " + id;
  }
}
