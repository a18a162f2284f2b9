package dev.orgtable.contracts.model;

import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.Invitation;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.contracts.Counted;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subject of the operations.
 *
 * @param orgtable the store
 * @param clock the store's clock
 * @param first the first invitation ever created for each user in each organisation, as in the mail
 *     to the invitee
 */
record Subject(Orgtable orgtable, TestClock clock, Map<Place, Invitation> first) {

  static Subject of(Orgtable orgtable, TestClock clock) {
    return new Subject(orgtable, clock, new ConcurrentHashMap<>());
  }

  /** Updates a user as if read when its record had the number of writes given by its revision. */
  User update(User seen) {
    long revision = Counted.with(seen.revision(), orgtable.users().get(seen.email()).revision());
    return orgtable
        .users()
        .update(new User(seen.id(), seen.email(), seen.profile(), seen.createdAt(), revision))
        .value();
  }

  /** Renames an organisation, likewise. */
  Organisation rename(Organisation seen, String name) {
    long revision =
        Counted.with(seen.revision(), orgtable.organisations().get(seen.id()).revision());
    return orgtable
        .organisations()
        .rename(new Organisation(seen.id(), seen.name(), seen.createdAt(), revision), name)
        .value();
  }

  /** Updates a service, likewise. */
  Service update(Service seen) {
    Service present = orgtable.services().get(seen.organisation(), seen.id());
    long revision = Counted.with(seen.revision(), present.revision());
    return orgtable
        .services()
        .update(new Service(seen.organisation(), seen.id(), seen.name(), revision));
  }

  /**
   * Renames a group, and moves its members at once if a job is to do that: the model has no job
   * that is still open.
   */
  GroupDetails rename(OrganisationId organisation, GroupName from, GroupName to) {
    dev.orgtable.Outcome<OrganisationGroup> renamed =
        orgtable.groups().rename(organisation, from, to, Expected.ANYTHING);
    if (renamed.job().isPresent()) {
      try (Worker worker = Worker.of(orgtable, WorkerSettings.DEFAULT, failure -> {})) {
        worker.runOpen();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return renamed.value().details();
  }

  Invitation invite(Arguments with) {
    Invitation made =
        orgtable
            .invitations()
            .invite(with.user(), with.organisation(), with.groups(), with.name(), with.time());
    first.putIfAbsent(with.place(), made);
    return made;
  }
}
