package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.Provenance;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.job.Worker;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Deletes expired records, for engines without time to live: see {@link
 * dev.orgtable.store.Schema#createSwept}. Reads the whole table, which may be in use meanwhile; the
 * sweep can be interrupted and repeated.
 *
 * <p>Deletes what Amazon DynamoDB would by the attribute {@code removeAt}: receipts, tokens,
 * expired API keys, completed jobs, mail counts. Also deletes invitations that expired 7 days ago,
 * both sides at once, which otherwise a {@link Worker} does when they are due.
 *
 * <p>Refuses to run while the local clock differs from the engine's by more than a minute.
 */
public final class Sweep {

  private final Context context;
  private final Context strict;

  /**
   * Creates a sweep.
   *
   * @param tolerant reads the table
   * @param strict removes invitations, and leaves one whose organisation cannot be read
   */
  Sweep(Context tolerant, Context strict) {
    this.context = tolerant;
    this.strict = strict;
  }

  /**
   * Sweeps the table once.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param read receives the number of items read since the last call, on one thread at a time; an
   *     exception ends the work
   * @return the number of items read, and of records and invitations deleted
   * @throws dev.orgtable.OrgtableException.ClockSkew if the clock may be wrong; records deleted
   *     before stay deleted
   */
  public Summary run(int segments, LongConsumer read) {
    AtomicLong removed = new AtomicLong();
    AtomicLong foreign = new AtomicLong();
    long items =
        context
            .scan(segments)
            .run(
                batch -> {
                  context.requireClock();
                  for (Item item : batch) {
                    if (Provenance.of(item) == Provenance.NEIGHBOUR) {
                      foreign.incrementAndGet();
                    } else if (remove(item)) {
                      removed.incrementAndGet();
                    }
                  }
                },
                read);
    return new Summary(items, removed.get(), 0, foreign.get());
  }

  private boolean remove(Item item) {
    Instant now = context.now();
    if (OrganisationInvitationRecord.from(item).isPresent()) {
      return context.isOver(DueEntry.of(item).removedAt())
          && InvitationRemoval.remove(strict.open(), item, now);
    }
    return RecordTypes.byType(item).filter(RecordType::expires).isPresent()
        && ReferenceCheck.isSound(item)
        && item.number(Expiry.REMOVE_AT).filter(end -> end <= now.getEpochSecond()).isPresent()
        && context.clockAgrees()
        && removeAlone(item);
  }

  /** Deletes a single record, unless its expiry has been extended. */
  private boolean removeAlone(Item item) {
    Condition same = Condition.same(item, Set.of(Expiry.REMOVE_AT));
    try {
      context.open().write(new Transaction().delete(item.key(), same, Fix.CHANGED));
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }
}
