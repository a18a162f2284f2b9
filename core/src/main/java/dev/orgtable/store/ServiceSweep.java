package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes every invitation and member out of the groups of a service that has ended. */
final class ServiceSweep implements LongWork {

  private final OrganisationId organisation;
  private final ServiceId service;

  ServiceSweep(OrganisationId organisation, ServiceId service) {
    this.organisation = organisation;
    this.service = service;
  }

  @Override
  public Key source() {
    return OrganisationServiceRecord.key(organisation, service);
  }

  @Override
  public List<String> passes() {
    return List.of(Key.INVITATIONS, Key.MEMBERS);
  }

  @Override
  public Optional<Step> step(Table table) {
    return Optional.of(this::copy);
  }

  private void copy(Table table, Item item) {
    Set<String> groups = OrganisationCopies.groupsOf(service, item);
    if (!groups.isEmpty()) {
      SourceJobs.write(
          table,
          item.key(),
          new Change().delete(Groups.ATTRIBUTE, groups),
          UserPartition.same(item));
    }
  }

  /** The organisation may have gone meanwhile, and the service with it. */
  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    Key owner = OrganisationRecord.key(organisation);
    EndedRecord.remove(transaction, found, job.id());
    Endings.write(transaction, source(), false);
    transaction.require(owner, Condition.sameNumber(SourceJobs.MOVES, moves), Refusal.changed());
  }

  @Override
  public long moves(Table table) {
    return SourceJobs.moves(table, OrganisationRecord.key(organisation));
  }

  @Override
  public boolean isEnding() {
    return true;
  }
}
