package dev.orgtable.spring;

import dev.orgtable.EmailAddress;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/**
 * Finds the address of a caller. An address identifies a user, so it must be proven: by an identity
 * provider that has verified it, or by the application itself.
 *
 * <p>A bean of this type replaces the default, which takes the claims {@code email} and {@code
 * email_verified} of OpenID Connect.
 */
@FunctionalInterface
public interface CallerAddress {

  /**
   * Returns the proven address of a caller.
   *
   * @param authentication what the caller is authenticated by; it may be anonymous
   * @return empty if no address is proven; the caller is then denied
   */
  Optional<EmailAddress> of(Authentication authentication);

  /**
   * Returns the proven address of a caller, for controllers.
   *
   * @throws AccessDeniedException if no address is proven
   */
  default EmailAddress required(Authentication authentication) {
    return of(authentication)
        .orElseThrow(() -> new AccessDeniedException("the caller has no verified address"));
  }
}
