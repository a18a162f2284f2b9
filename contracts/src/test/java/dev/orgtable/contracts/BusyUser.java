package dev.orgtable.contracts;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.store.Orgtable;
import java.util.Locale;
import java.util.Set;

/**
 * A user in so many organisations that changes of the user need a job.
 *
 * @param orgtable the operations
 * @param user an existing user
 */
public record BusyUser(Orgtable orgtable, EmailAddress user) {

  public static final int ORGANISATIONS = 105;

  /** Returns one of the organisations, numbered from 0 in the order of their keys. */
  public static OrganisationId organisation(int number) {
    return OrganisationId.of(String.format(Locale.ROOT, "o%03d", number));
  }

  /** Creates the organisations with the user as a member of each. */
  public void join(EmailAddress owner, Set<Group> groups) {
    for (int i = 0; i < ORGANISATIONS; i++) {
      orgtable.organisations().create(organisation(i), "Organisation " + i, owner);
      orgtable.memberships().addMember(user, organisation(i), groups);
    }
  }
}
