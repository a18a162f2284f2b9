package dev.orgtable;

import java.time.Instant;
import java.util.Optional;

/**
 * An organisation.
 *
 * @param id the id
 * @param name 1 to 200 code points, need not be unique
 * @param createdAt when it was created, in the years 1 to 9999; 1 January of year 1 if unknown
 * @param revision the revision: random at first, incremented by each write, never reused under one
 *     id; 0 for a record of version 0
 * @param suspendedAt when the organisation was suspended; empty if it is active. A search does not
 *     tell: there it is always empty
 */
public record Organisation(
    OrganisationId id,
    String name,
    Instant createdAt,
    long revision,
    Optional<Instant> suspendedAt) {

  /** Creates an active organisation. */
  public Organisation(OrganisationId id, String name, Instant createdAt, long revision) {
    this(id, name, createdAt, revision, Optional.empty());
  }

  /**
   * Normalises the name.
   *
   * @throws InvalidInput if the name breaks a rule of {@link Text} or the time is out of range
   */
  public Organisation {
    name = Text.name("name", name);
    createdAt = Text.time("createdAt", createdAt);
    suspendedAt = suspendedAt.map(time -> Text.time("suspendedAt", time));
  }
}
