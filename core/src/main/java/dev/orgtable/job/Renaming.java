package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.List;
import java.util.Optional;

/**
 * Copies an organisation's name to the user's side of each member and invitation. It copies the
 * current name, not that at the start of the job, so that an older job never overwrites a newer
 * name.
 */
final class Renaming implements BackgroundTask {

  private final Key source;

  Renaming(OrganisationId organisation) {
    this.source = OrganisationRecord.key(organisation);
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return List.of(Keys.INVITATIONS, Keys.MEMBERS);
  }

  @Override
  public Optional<Step> step(Table table) {
    return table
        .get(source, Consistency.STRONG)
        .flatMap(OrganisationRecord::from)
        .map(OrganisationRecord::organisation)
        .map(newest -> (Table each, Item item) -> copy(each, item, newest));
  }

  private static void copy(Table table, Item item, Organisation newest) {
    PendingJobs.write(
        table,
        MembershipKeys.userSide(item),
        UserOrganisationRecord.rename(newest.name(), newest.revision()),
        UserOrganisationRecord.same(item)
            .absentOrBelow(UserOrganisationRecord.ORGANISATION_REVISION, newest.revision()));
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    PendingJobs.end(
        transaction,
        job,
        found,
        Conditions.sameNumber(Conditions.live(), PendingJobs.MOVES, moves));
  }

  @Override
  public long moves(Table table) {
    return PendingJobs.moves(table, source);
  }
}
