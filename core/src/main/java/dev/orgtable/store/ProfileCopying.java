package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.User;
import dev.orgtable.UserId;
import java.util.List;
import java.util.Optional;

/** Writes a user's profile of today to the organisation's side of each membership. */
final class ProfileCopying implements LongWork {

  private final Key source;

  ProfileCopying(UserId user) {
    this.source = UserRecord.key(user);
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return List.of(Key.USER_ORGANISATIONS);
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
      SourceJobs.write(
          table,
          OrganisationGroupMemberRecord.key(UserPartition.organisation(side), newest.id()),
          UserCopies.copy(newest),
          UserPartition.same(side)
              .absentOrBelow(OrganisationGroupMemberRecord.PROFILE_REVISION, newest.revision()));
    }
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    SourceJobs.end(transaction, job, found, Condition.present());
  }
}
