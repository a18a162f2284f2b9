package dev.orgtable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key, without its secret.
 *
 * @param id its identity
 * @param name what people call it
 * @param scopes what it is good for, at least one
 * @param createdAt when it was made
 * @param expiresAt when it expires, in whole seconds; empty if it stays
 */
public record ApiKey(
    ApiKeyId id, String name, Set<Scope> scopes, Instant createdAt, Optional<Instant> expiresAt) {

  /**
   * Normalises the name and copies the scopes.
   *
   * @throws InvalidInput if the name breaks a rule or there is no scope
   */
  public ApiKey {
    name = Text.name("name", name);
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new InvalidInput("scopes", "must be at least one");
    }
    createdAt = Times.check("createdAt", createdAt);
    expiresAt = expiresAt.map(end -> Times.check("expiresAt", end));
  }

  /** Returns whether the key has ended by time. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
