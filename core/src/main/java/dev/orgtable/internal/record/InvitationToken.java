package dev.orgtable.internal.record;

import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.UserId;
import java.util.regex.Pattern;

/**
 * What is presented to prove an invitation: {@code oti_<secret>}. The text names nobody: where the
 * invitation is stands in the token's record, sealed with the secret.
 *
 * @param organisation which organisation invites
 * @param id which invitation
 * @param invitee which address is invited
 * @param secret 256 bits, as 43 characters of URL-safe Base64
 */
public record InvitationToken(
    OrganisationId organisation, MembershipId id, UserId invitee, String secret) {

  private static final String PREFIX = "oti_";
  private static final Pattern FORM = Pattern.compile(PREFIX + Secret.FORM);

  /** Stands in no id; an address, which may have it, comes last. */
  private static final String BETWEEN = "/";

  /** Returns a new token of an invitation. */
  public static InvitationToken of(Invitation invitation) {
    return new InvitationToken(
        invitation.organisation(), invitation.id(), invitation.invitee(), Secret.random());
  }

  /** Returns whether a text has the form of a token. */
  public static boolean hasForm(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns what is stored of the token with this text. */
  public static String hash(String text) {
    return Sha256.of(text);
  }

  /**
   * Returns the token with a text.
   *
   * @param sealed {@link #sealed} of that token
   * @throws InvitationTokenUnknown if it is that of another
   */
  public static InvitationToken open(String text, String sealed) {
    String secret = text.substring(PREFIX.length());
    String[] names =
        Sealed.open(secret, sealed).orElseThrow(InvitationTokenUnknown::new).split(BETWEEN, 3);
    return new InvitationToken(
        OrganisationId.of(names[0]), new MembershipId(names[1]), UserId.of(names[2]), secret);
  }

  /** Returns where the invitation is, readable only with the secret. */
  public String sealed() {
    return Sealed.of(secret, organisation + BETWEEN + id + BETWEEN + invitee);
  }

  public String text() {
    return PREFIX + secret;
  }

  public String hash() {
    return hash(text());
  }

  /** Returns whether a stored hash is that of this token; takes the same time for any hash. */
  public boolean matches(String hash) {
    return Sha256.same(hash(), hash);
  }

  @Override
  public String toString() {
    return "token of the invitation " + id;
  }
}
