package dev.orgtable.internal.secret;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token of an invitation: {@code oti_<secret>}. The text identifies nobody: the invitation is
 * identified in the token's record, encrypted with the secret.
 *
 * @param organisation the organisation that invites
 * @param id the id of the invitation
 * @param invitee the address that is invited
 * @param secret 256 bits, as 43 characters of URL-safe Base64
 */
public record InvitationToken(
    OrganisationId organisation, MembershipId id, EmailAddress invitee, String secret) {

  private static final String PREFIX = "oti_";
  private static final Pattern FORM = Pattern.compile(PREFIX + Secret.FORM);

  /** The separator of the parts. No id contains it; an address may, and so comes last. */
  private static final String BETWEEN = "/";

  /** Returns a new token for an invitation. */
  public static InvitationToken of(Invitation invitation) {
    return new InvitationToken(
        invitation.organisation(), invitation.id(), invitation.invitee(), Secret.random());
  }

  /** Returns whether a text has the form of a token. */
  public static boolean hasForm(@Nullable String text) {
    return text != null && FORM.matcher(text).matches();
  }

  /** Returns the hash under which the token with this text is stored. */
  public static String hash(String text) {
    return Sha256.of(text);
  }

  /**
   * Decrypts the token with this text.
   *
   * @param sealed {@link #sealed} of that token
   * @throws InvitationTokenUnknown if it was sealed for another token
   */
  public static InvitationToken open(String text, String sealed) {
    String secret = text.substring(PREFIX.length());
    String[] names =
        Sealed.open(secret, sealed).orElseThrow(InvitationTokenUnknown::new).split(BETWEEN, 3);
    return new InvitationToken(
        OrganisationId.of(names[0]), new MembershipId(names[1]), EmailAddress.of(names[2]), secret);
  }

  /** Returns the keys of the invitation, encrypted with the secret. */
  public String sealed() {
    return Sealed.of(secret, organisation + BETWEEN + id + BETWEEN + invitee);
  }

  public String text() {
    return PREFIX + secret;
  }

  public String hash() {
    return hash(text());
  }

  /** Returns whether a stored hash is that of this token, comparing in constant time. */
  public boolean matches(String hash) {
    return Sha256.same(hash(), hash);
  }

  @Override
  public String toString() {
    return "token of the invitation " + id;
  }
}
