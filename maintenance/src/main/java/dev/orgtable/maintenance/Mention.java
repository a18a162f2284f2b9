package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.ReceiptRecord;

/**
 * A place where an item contains an address.
 *
 * @param id the item's partition key
 * @param rng the item's sort key
 * @param attribute the attribute; {@code id} or {@code rng} if it is the key
 * @param ours whether the item is a record of Orgtable that this version reads, under its own key;
 *     other items are left unchanged
 */
public record Mention(String id, String rng, String attribute, boolean ours) {

  /**
   * Returns whether {@link Offboarding#erase} can erase it: the result stored with a receipt, who
   * invited, or who started a job.
   */
  public boolean isErasable() {
    Key key = new Key(id, rng);
    return ours && (ReceiptRecord.TYPE.owns(key) || Erasure.isErasable(key, attribute));
  }

  /**
   * Returns whether it is in an event. Events are the audit trail: they are kept unchanged, and
   * removed at the end of their retention.
   */
  public boolean isKept() {
    Key key = new Key(id, rng);
    return ours && EventRecord.TYPES.stream().anyMatch(type -> type.owns(key));
  }

  @Override
  public String toString() {
    return id + " " + rng + " in " + attribute;
  }
}
