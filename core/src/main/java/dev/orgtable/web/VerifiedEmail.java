package dev.orgtable.web;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the verified e-mail address from a provider's claims. One rule for tokens of the API and
 * sign-in to the console.
 */
public final class VerifiedEmail {

  private static final String EMAIL = "email";
  private static final String VERIFIED = "email_verified";

  private VerifiedEmail() {}

  /** Returns whether the claims mention an address. */
  public static boolean isTold(Map<String, Object> claims) {
    return claims.get(EMAIL) != null;
  }

  /** Returns whether the claims mention both an address and its verification. */
  public static boolean isWhole(Map<String, Object> claims) {
    return isTold(claims) && claims.get(VERIFIED) != null;
  }

  /** Returns why the claims prove no address; empty if they prove one. */
  public static Optional<Fault> fault(Map<String, Object> claims) {
    Object email = claims.get(EMAIL);
    if (email == null || email.equals("")) {
      return Optional.of(Fault.NOT_TOLD);
    }
    if (!isTrue(claims.get(VERIFIED))) {
      return Optional.of(Fault.NOT_VERIFIED);
    }
    return address(email).isEmpty() ? Optional.of(Fault.NOT_TAKEN) : Optional.empty();
  }

  /**
   * Returns the verified address.
   *
   * @throws InvalidInput if there is a {@link #fault}
   */
  public static EmailAddress of(Map<String, Object> claims) {
    return fault(claims).isPresent()
        ? refused(fault(claims).get())
        : address(claims.get(EMAIL)).orElseThrow();
  }

  private static EmailAddress refused(Fault fault) {
    throw new InvalidInput("email", "is not proven: " + fault.told());
  }

  /** Some providers, among them Amazon Cognito and Apple, send the string {@code "true"}. */
  private static boolean isTrue(@Nullable Object verified) {
    return Boolean.TRUE.equals(verified) || "true".equals(verified);
  }

  private static Optional<EmailAddress> address(@Nullable Object email) {
    try {
      return email instanceof String text ? Optional.of(EmailAddress.of(text)) : Optional.empty();
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Why claims prove no address. */
  public enum Fault {
    /** There is no address. */
    NOT_TOLD("the claim email is missing (it comes with the scope email)"),
    /** The provider has not verified the address. */
    NOT_VERIFIED("the claim email_verified is not true"),
    /** The address is verified but not valid as a user's address. */
    NOT_TAKEN("the claim email is not an address accepted here");

    private final String told;

    Fault(String told) {
      this.told = told;
    }

    /** Returns the description, in ASCII and without quotes. */
    public String told() {
      return told;
    }
  }
}
