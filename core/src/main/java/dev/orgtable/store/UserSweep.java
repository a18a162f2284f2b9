package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.UserId;
import java.util.List;
import java.util.Optional;

/** Removes the memberships and invitations of a user who has ended. */
final class UserSweep implements LongWork {

  private final Key source;

  UserSweep(UserId user) {
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
    return Optional.of((each, side) -> Sides.ofUser(side).remove(each));
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
