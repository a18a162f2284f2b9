package dev.orgtable;

/**
 * A service that an organisation owns. Members can be in groups of it.
 *
 * @param organisation the organisation that owns it
 * @param id the id, unique in the organisation
 * @param name 1 to 200 code points
 * @param revision which state of it this is: any number, one more with each write, and never the
 *     same again under one id; 0 for a record of version 0
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
