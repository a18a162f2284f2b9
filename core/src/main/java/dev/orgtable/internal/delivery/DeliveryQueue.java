package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Keys;
import java.util.Optional;

/**
 * The queue of a destination and a log: events that wait, in records of up to {@value #MOST_EVENTS}
 * of them, and a record that says when the first of them is due. Only this one is in the index, so
 * that a receiver that is down costs one retry at a time, however much waits.
 *
 * @param destination the destination
 * @param log the log
 */
public record DeliveryQueue(DestinationId destination, EventLog log) {

  /** The number of partitions of the index for the queues of a channel. */
  public static final int SHARDS = 4;

  /**
   * The maximum number of events of one record, so that one batch of writes has the entries of the
   * log for all of them, and its deletion.
   */
  public static final int MOST_EVENTS = 24;

  private static final String PARTITIONS = "deliveries/";
  private static final String DUE = "deliveries/";

  /** Returns the queue whose partition a key is in; empty if it is in none. */
  public static Optional<DeliveryQueue> of(Key key) {
    String id = key.id();
    int name = id.indexOf(Keys.SEPARATOR, PARTITIONS.length());
    int log = id.indexOf(Keys.SEPARATOR, name + 1);
    if (!id.startsWith(PARTITIONS) || name < 0 || log < 0) {
      return Optional.empty();
    }
    return DestinationId.parse(id.substring(PARTITIONS.length(), log))
        .flatMap(
            destination ->
                EventRecord.logOf(id.substring(log + 1))
                    .map(found -> new DeliveryQueue(destination, found)));
  }

  /** Returns the partition of the table that it is in. */
  public String partition() {
    return PARTITIONS + destination + Keys.SEPARATOR + EventRecord.partition(log);
  }

  /** Returns the partition of the index that it is in. */
  String duePartition() {
    return duePartition(destination.channel(), Math.floorMod(partition().hashCode(), SHARDS));
  }

  /**
   * Returns a partition of the index, which has the queues of a channel by the time when they are
   * due.
   *
   * @param shard 0 to {@value #SHARDS} - 1
   */
  public static String duePartition(String channel, int shard) {
    return DUE + channel + Keys.SEPARATOR + shard;
  }
}
