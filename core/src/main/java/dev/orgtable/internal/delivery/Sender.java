package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.EventLog;
import java.util.Optional;

/** Sends events to destinations. Thread-safe: different queues are sent at the same time. */
public interface Sender {

  /**
   * Returns which queues it sends: {@code webhook} for those of all webhooks, or the id of one
   * destination, such as {@code subscriber/billing}.
   */
  String channel();

  /**
   * Returns the receiver of a queue, as the table has it now: it is asked again for each record of
   * up to {@value DeliveryQueue#MOST_EVENTS} waiting events, and whenever the lease is renewed.
   * Empty if the destination is no more: what waits for it is then removed.
   */
  Optional<Receiver> find(Reads reads, DestinationId id, EventLog log);
}
