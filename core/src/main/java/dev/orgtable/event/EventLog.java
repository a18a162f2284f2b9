package dev.orgtable.event;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;

/** A log of events, in their order. */
public sealed interface EventLog {

  /** The log of what concerns neither an organisation nor a user: API keys, roles, settings. */
  EventLog TABLE = new OfTable();

  /**
   * The log of an organisation and all that belongs to it. It outlives the organisation.
   *
   * @param organisation the id
   */
  record OfOrganisation(OrganisationId organisation) implements EventLog {}

  /**
   * The log of what concerns a user alone. It outlives the user.
   *
   * @param user the id, which a change of address does not change
   */
  record OfUser(UserId user) implements EventLog {}

  /** The log of the table. */
  record OfTable() implements EventLog {}
}
