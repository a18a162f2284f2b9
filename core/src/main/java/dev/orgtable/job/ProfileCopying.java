package dev.orgtable.job;

import dev.orgtable.EmailAddress;
import dev.orgtable.Job;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.List;
import java.util.Optional;

/** Copies the current profile of a user to the organisation's side of each membership. */
final class ProfileCopying implements BackgroundTask {

  private final Key source;

  ProfileCopying(EmailAddress user) {
    this.source = UserRecord.key(user);
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return List.of(Keys.USER_ORGANISATIONS);
  }

  @Override
  public Optional<Step> step(Table table) {
    return table
        .get(source, Consistency.STRONG)
        .flatMap(UserRecord::from)
        .map(UserRecord::user)
        .map(newest -> (Table each, Item side) -> copy(each, side, newest));
  }

  private static void copy(Table table, Item side, User newest) {
    if (UserOrganisationRecord.isAccepted(side)) {
      PendingJobs.write(
          table,
          OrganisationGroupMemberRecord.key(
              UserOrganisationRecord.organisationOf(side), newest.email()),
          OrganisationGroupMemberRecord.copy(newest),
          UserOrganisationRecord.same(side)
              .absentOrBelow(OrganisationGroupMemberRecord.PROFILE_REVISION, newest.revision()));
    }
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    PendingJobs.end(transaction, job, found, Conditions.live());
  }
}
