package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.Provenance;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.RecordTypes;
import dev.orgtable.job.Worker;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The removal of expired records, where the engine does not do that by itself: see {@link
 * dev.orgtable.store.Schema#createSwept}. It goes through the whole table. Others may work on it
 * meanwhile; it can be stopped anywhere and started again.
 *
 * <p>It removes what Amazon DynamoDB would by the attribute {@code removeAt}: receipts, tokens, API
 * keys that have expired, jobs that are done, counts of mails. And invitations that expired 7 days
 * ago, both sides at once, which else a {@link Worker} does when they are due.
 *
 * <p>It refuses while this process's clock is more than a minute from the engine's.
 */
public final class Sweep {

  private final Context context;

  Sweep(Context context) {
    this.context = context;
  }

  /**
   * Goes through the table once.
   *
   * @param segments into how many parts the table is divided, each worked on by a thread of its
   *     own; 1 to 256
   * @param read is given how many items more were read, one thread at a time; what it throws ends
   *     the work
   * @return how many items were read, and how many records or invitations were removed
   * @throws dev.orgtable.OrgtableException.ClockSkew if the clock may be wrong; what was over
   *     before is removed
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
          && InvitationRemoval.remove(context.open(), item, now);
    }
    return RecordTypes.told(item).filter(RecordType::expires).isPresent()
        && ReferenceCheck.isSound(item)
        && item.number(Expiry.REMOVE_AT).filter(end -> end <= now.getEpochSecond()).isPresent()
        && context.clockAgrees()
        && removeAlone(item);
  }

  /** Removes a record that stands by itself, unless it was given more time. */
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
