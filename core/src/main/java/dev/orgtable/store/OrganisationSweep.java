package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.store.Refusal.Changed;
import java.util.List;
import java.util.Optional;

/** Removes the invitations, members and services of an organisation that has ended. */
final class OrganisationSweep implements LongWork {

  private final Key source;

  OrganisationSweep(OrganisationId organisation) {
    this.source = OrganisationRecord.key(organisation);
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return List.of(Key.INVITATIONS, Key.MEMBERS, Key.SERVICES);
  }

  @Override
  public Optional<Step> step(Table table) {
    return Optional.of(OrganisationSweep::remove);
  }

  private static void remove(Table table, Item item) {
    if (item.key().serviceAfter(Key.SERVICES).isPresent()) {
      removeService(table, item.key());
    } else {
      Sides.ofOrganisation(item).remove(table);
    }
  }

  /** One that has ended keeps its name from being given again until its own job is done. */
  private static void removeService(Table table, Key service) {
    try {
      table.step(
          new Transaction()
              .delete(
                  service,
                  Condition.present().equal("typ", OrganisationServiceRecord.TYP),
                  Refusal.changed()));
    } catch (Changed done) {
      // It is gone, or its own job removes it.
    }
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    EndedRecord.remove(transaction, found, job.id());
    Endings.write(transaction, source, false);
  }

  @Override
  public boolean isEnding() {
    return true;
  }
}
