package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.Tombstones;
import java.util.List;
import java.util.Optional;

/** Removes all records of a deleted organisation or user, which has a partition of its own. */
final class PartitionSweep implements BackgroundTask {

  private final Key source;

  PartitionSweep(Key source) {
    this.source = source;
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return RecordTypes.ofParts(source).stream().map(RecordType::sort).toList();
  }

  @Override
  public Optional<Step> step(Table table) {
    return Optional.of((each, part) -> PartRemoval.remove(each, part, source));
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    Tombstones.remove(transaction, found, job.id());
    Tombstones.write(transaction, source, false);
  }

  @Override
  public boolean hasTombstone() {
    return true;
  }
}
