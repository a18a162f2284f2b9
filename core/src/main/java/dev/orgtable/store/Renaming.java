package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import java.util.List;
import java.util.Optional;

/**
 * Writes an organisation's name to the user's side of each member and invitation. It is the name of
 * today, whatever it was when the job began: an older job never overwrites what a newer one wrote.
 */
final class Renaming implements LongWork {

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
    return List.of(Key.INVITATIONS, Key.MEMBERS);
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
    SourceJobs.write(
        table,
        OrganisationPartition.userSide(item),
        UserOrganisationRecord.rename(newest.name(), newest.revision()),
        UserPartition.same(item)
            .absentOrBelow(UserOrganisationRecord.ORGANISATION_REVISION, newest.revision()));
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    SourceJobs.end(
        transaction, job, found, Condition.present().equalOrAbsent(SourceJobs.MOVES, moves));
  }

  @Override
  public long moves(Table table) {
    return SourceJobs.moves(table, source);
  }
}
