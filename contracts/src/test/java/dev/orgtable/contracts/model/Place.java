package dev.orgtable.contracts.model;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import java.util.Comparator;

/** Where a user can be a member or invited: one user in one organisation. */
record Place(OrganisationId organisation, EmailAddress user) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::organisation).thenComparing(Place::user);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
