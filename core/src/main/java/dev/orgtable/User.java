package dev.orgtable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A user: a person who may belong to any number of organisations.
 *
 * @param id the id, which never changes
 * @param email the normalised address, under which the user is stored
 * @param profile the names and phone number
 * @param createdAt when the user was created, in the years 1 to 9999
 * @param revision the revision: 0 if not stored yet; otherwise random at first, incremented by each
 *     write, and never reused for one address
 */
public record User(
    UserId id, EmailAddress email, Profile profile, Instant createdAt, long revision) {

  /**
   * Checks the time.
   *
   * @throws InvalidInput if {@code createdAt} is outside the years 1 to 9999
   */
  public User {
    createdAt = Text.time("createdAt", createdAt);
  }

  /** Returns a user that is not stored yet, with a new id and revision 0. */
  public static User of(EmailAddress email, Profile profile, Instant createdAt) {
    return new User(UserId.random(Text.time("createdAt", createdAt)), email, profile, createdAt, 0);
  }

  /**
   * Returns this revision of the user with another profile: an update that is refused if the stored
   * user has changed since (optimistic locking).
   */
  public User withProfile(Profile other) {
    return new User(id, email, other, createdAt, revision);
  }

  /**
   * An account at an identity provider, which stays the same when its address changes: the claims
   * {@code iss} and {@code sub} of OpenID Connect.
   *
   * @param issuer the issuer, as it is configured: without white space, at most 2,048 characters.
   *     Slashes at its end are dropped, so that two spellings of an issuer are one
   * @param subject the subject, which is compared exactly: 1 to 255 characters, no control
   *     character
   */
  public record Account(String issuer, String subject) {

    private static final int LONGEST_ISSUER = 2048;
    private static final int LONGEST_SUBJECT = 255;

    /**
     * Checks the texts.
     *
     * @throws InvalidInput if one breaks its rule
     */
    public Account {
      int end = issuer.length();
      while (end > 0 && issuer.charAt(end - 1) == '/') {
        end--;
      }
      issuer = issuer.substring(0, end);
      if (issuer.isEmpty()
          || issuer.length() > LONGEST_ISSUER
          || issuer.codePoints().anyMatch(Account::isSpace)
          || !isWhole(issuer)) {
        throw new InvalidInput("issuer", "must be a URL");
      }
      if (!isSubject(subject)) {
        throw new InvalidInput(
            "subject", "must have 1 to " + LONGEST_SUBJECT + " characters, no control character");
      }
    }

    /** Returns whether a text can be the subject of an account. */
    public static boolean isSubject(String subject) {
      return !subject.isBlank()
          && subject.length() <= LONGEST_SUBJECT
          && subject.codePoints().noneMatch(Character::isISOControl)
          && isWhole(subject);
    }

    private static boolean isSpace(int codePoint) {
      return Character.isWhitespace(codePoint)
          || Character.isSpaceChar(codePoint)
          || Character.isISOControl(codePoint);
    }

    /** Returns whether no half of a surrogate pair is alone: all such texts have one hash. */
    private static boolean isWhole(String text) {
      return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Returns the id of the account: the SHA-256 of issuer and subject, 64 hexadecimal digits. */
    public String id() {
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest((issuer + " " + subject).getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return subject + " of " + issuer;
    }
  }
}
