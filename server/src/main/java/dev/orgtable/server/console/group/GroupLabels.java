package dev.orgtable.server.console.group;

import dev.orgtable.OrganisationId;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.Orgtable;
import org.springframework.stereotype.Component;

/** Finds what people read for groups: the labels of roles and the names of services. */
@Component
public final class GroupLabels {

  private final Orgtable orgtable;
  private final KnownGroups known;

  GroupLabels(Orgtable orgtable, KnownGroups known) {
    this.orgtable = orgtable;
    this.known = known;
  }

  /**
   * Returns the groups of one organisation. Its services and group records are read when they are
   * first needed, once.
   */
  public OrganisationGroups of(OrganisationId organisation) {
    return new OrganisationGroups(organisation, orgtable, known);
  }
}
