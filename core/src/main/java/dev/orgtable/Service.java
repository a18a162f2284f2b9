package dev.orgtable;

/**
 * A service of an organisation. Members can be in its groups.
 *
 * @param organisation the organisation that owns the service
 * @param id the id, unique in the organisation
 * @param name 1 to 200 code points
 * @param revision the revision: random at first, incremented by each write, never reused under one
 *     id; 0 for a record of version 0
 */
public record Service(OrganisationId organisation, ServiceId id, String name, long revision) {

  /**
   * Normalises the name.
   *
   * @throws InvalidInput if the name breaks a rule of {@link Text}
   */
  public Service {
    name = Text.name("name", name);
  }
}
