package dev.orgtable.store;

import dev.orgtable.store.Refusal.Changed;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The removal of what is over by time, where the engine does not do that by itself: see {@link
 * Schema#createSwept}. It goes through the whole table. Others may work on it meanwhile; it can be
 * stopped anywhere and started again.
 *
 * <p>It removes what Amazon DynamoDB would by the attribute {@code removeAt}: receipts, tokens, API
 * keys that have expired, jobs that are done, counts of mails. And invitations that expired 7 days
 * ago, both sides at once, which else a {@link Worker} does when they are due.
 *
 * <p>It refuses while this process's clock is more than a minute from the engine's.
 */
public final class Sweep {

  /** What has an end of its own; an item of another program that has one is not ours to remove. */
  private static final Set<String> ALONE =
      Set.of(
          ReceiptRecord.TYP,
          InvitationTokenRecord.TYP,
          ApiKeyRecord.TYP,
          JobRecord.TYP,
          MailQuotaRecord.TYP);

  private final Connection connection;

  Sweep(Connection connection) {
    this.connection = connection;
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
    AtomicLong items = new AtomicLong();
    AtomicLong removed = new AtomicLong();
    AtomicLong foreign = new AtomicLong();
    Threads threads = Threads.of(segments);
    threads.work(
        segment -> {
          Map<String, AttributeValue> after = Map.of();
          do {
            Slice slice = connection.open().scan(segment, segments, after);
            connection.engine().require();
            for (Item item : slice.items()) {
              if (Provenance.of(item) == Provenance.NEIGHBOUR) {
                foreign.incrementAndGet();
              } else if (threads.goesOn() && remove(item)) {
                removed.incrementAndGet();
              }
            }
            count(items, slice.items().size(), read);
            after = slice.last();
          } while (!after.isEmpty() && threads.goesOn());
        });
    return new Summary(items.get(), removed.get(), 0, foreign.get());
  }

  private synchronized void count(AtomicLong items, int more, LongConsumer read) {
    items.addAndGet(more);
    read.accept(more);
  }

  private boolean remove(Item item) {
    Instant now = connection.now();
    if (OrganisationInvitationRecord.from(item).isPresent()) {
      return connection.isOver(AgendaEntry.of(item).removedAt())
          && Expiry.remove(connection.open(), item, now);
    }
    return ALONE.contains(item.text("typ"))
        && Findings.isSound(item)
        && item.number(Expiry.REMOVE_AT).filter(end -> end <= now.getEpochSecond()).isPresent()
        && connection.engine().agrees()
        && removeAlone(item);
  }

  /** Removes a record that stands by itself, unless it was given more time. */
  private boolean removeAlone(Item item) {
    Condition same = Condition.same(item, Set.of(Expiry.REMOVE_AT));
    try {
      connection.open().step(new Transaction().delete(item.key(), same, Mending.CHANGED));
      return true;
    } catch (Changed e) {
      return false;
    }
  }
}
