package dev.orgtable.testkit.guides;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.Set;

/** Copies what another store has. The code of {@code docs/guides/coming-from.md}. */
final class Migration {

  private final Orgtable orgtable;

  Migration(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  void user(String address, Profile profile, Instant createdAt, String oldId) {
    EmailAddress email = EmailAddress.of(address);
    orgtable.users().put(User.of(email, profile, createdAt));
    orgtable.facts().change(email, facts -> facts.withExternalId(ExternalId.of(oldId)));
  }

  void organisation(OrganisationId id, String name, EmailAddress owner) {
    try {
      orgtable.organisations().create(id, name, owner);
    } catch (OrganisationAlreadyExists e) {
      // Copied by an earlier run.
    }
  }

  void member(EmailAddress user, OrganisationId organisation, Set<Group> groups) {
    try {
      orgtable.memberships().addMember(user, organisation, groups);
    } catch (AlreadyMember e) {
      orgtable.memberships().addToGroups(user, organisation, groups);
    }
  }
}
