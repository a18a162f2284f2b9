package dev.orgtable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key, without its secret.
 *
 * @param id the id
 * @param name the display name, 1 to 200 code points
 * @param scopes the scopes, at least one
 * @param createdAt when it was created
 * @param expiresAt when it expires, in whole seconds; empty if never
 */
public record ApiKey(
    ApiKeyId id, String name, Set<Scope> scopes, Instant createdAt, Optional<Instant> expiresAt) {

  /**
   * Normalises the name and copies the scopes.
   *
   * @throws InvalidInput if the name breaks a rule of {@link Text}, there is no scope, or a time is
   *     out of range
   */
  public ApiKey {
    name = Text.name("name", name);
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new InvalidInput("scopes", "must be at least one");
    }
    createdAt = Text.time("createdAt", createdAt);
    expiresAt = expiresAt.map(end -> Text.time("expiresAt", end));
  }

  /** Returns whether the key has expired. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
