package dev.orgtable.internal.event;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.FieldCheck;

/**
 * The entry in the index of an event that is not queued yet: {@code dir} is {@code outbox/<n>},
 * {@code dirRng} the id of the event.
 */
public final class OutboxEntry {

  /** The number of partitions of the outbox; all events of a log are in the same one. */
  public static final int SHARDS = 4;

  private static final String OUTBOX = "outbox/";

  private OutboxEntry() {}

  /** Returns the record of an event with an entry. */
  static Item with(Item event, EventLog log, EventId id) {
    return event
        .change()
        .with(Directory.PARTITION, partition(shard(log)))
        .with(Directory.SORT, id.value())
        .build();
  }

  private static int shard(EventLog log) {
    return Math.floorMod(EventRecord.partition(log).hashCode(), SHARDS);
  }

  /** Returns a partition of the outbox, 0 to {@value #SHARDS} - 1. */
  public static String partition(int shard) {
    return OUTBOX + shard;
  }

  /** Returns whether an event is in the outbox. */
  public static boolean is(Item event) {
    return event.value(Directory.PARTITION).isPresent();
  }

  static void check(FieldCheck fields) {
    Item event = fields.item();
    Key key = event.key();
    boolean right =
        EventRecord.logOf(key.id())
            .filter(log -> event.text(Directory.PARTITION).equals(partition(shard(log))))
            .filter(log -> key.rng().equals(EventRecord.sort(log) + event.text(Directory.SORT)))
            .isPresent();
    if ((is(event) || event.value(Directory.SORT).isPresent()) && !right) {
      fields.add("dir and dirRng do not match the record");
    }
  }
}
