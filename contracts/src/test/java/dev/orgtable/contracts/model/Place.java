package dev.orgtable.contracts.model;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import java.util.Comparator;

/** Where a user can be a member or invited: one user in one organisation. */
record Place(OrganisationId organisation, UserId user) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::organisation).thenComparing(Place::user);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
