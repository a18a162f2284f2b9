package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Tombstones;
import java.util.List;
import java.util.Optional;

/** Removes the invitations, members and services of an organisation that has ended. */
final class OrganisationSweep implements BackgroundTask {

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
    return List.of(Keys.INVITATIONS, Keys.MEMBERS, Keys.SERVICES);
  }

  @Override
  public Optional<Step> step(Table table) {
    return Optional.of(OrganisationSweep::remove);
  }

  private static void remove(Table table, Item item) {
    if (Keys.serviceAfter(item.key(), Keys.SERVICES).isPresent()) {
      removeService(table, item.key());
    } else {
      MembershipRemoval.ofOrganisation(item).remove(table);
    }
  }

  /** One that has ended keeps its name from being given again until its own job is done. */
  private static void removeService(Table table, Key service) {
    try {
      table.write(
          new Transaction()
              .delete(
                  service,
                  Conditions.live().equal(Item.TYPE, OrganisationServiceRecord.TYP),
                  Refusals.changed()));
    } catch (ConflictException done) {
      // It is gone, or its own job removes it.
    }
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    Tombstones.remove(transaction, found, job.id());
    Tombstones.write(transaction, source, false);
  }

  @Override
  public boolean isEnding() {
    return true;
  }
}
