package dev.orgtable;

import java.time.Instant;

/**
 * An organisation.
 *
 * @param id the id
 * @param name 1 to 200 code points, need not be unique
 * @param createdAt when it was created, in the years 1 to 9999; 1 January of year 1 if unknown
 * @param revision the revision: random at first, incremented by each write, never reused under one
 *     id; 0 for a record of version 0
 */
public record Organisation(OrganisationId id, String name, Instant createdAt, long revision) {

  /**
   * Normalises the name.
   *
   * @throws InvalidInput if the name breaks a rule of {@link Text} or the time is out of range
   */
  public Organisation {
    name = Text.name("name", name);
    createdAt = Text.time("createdAt", createdAt);
  }
}
