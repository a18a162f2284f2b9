package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.ReceiptRecord;
import dev.orgtable.internal.record.Refusals;
import java.util.Set;

/** Erases an address from records of others that mention it. */
final class Erasure {

  private Erasure() {}

  /** Returns whether an attribute can be removed: who invited, or who started a job. */
  static boolean isErasable(Key key, String attribute) {
    return (key.rng().startsWith(Keys.INVITATIONS)
            && (attribute.equals(OrganisationInvitationRecord.INVITED_BY)
                || attribute.equals(OrganisationInvitationRecord.INVITER)))
        || (Keys.jobOf(key).isPresent()
            && (attribute.equals(JobRecord.STARTED_BY) || attribute.equals(JobRecord.ORIGIN)));
  }

  /**
   * Erases one mention, if its item is a record of ours that allows it.
   *
   * @return whether the mention is gone; false if the record has changed since it was read
   */
  static boolean erase(Table table, Item item, Mention mention) {
    if (!mention.isErasable()) {
      return false;
    }
    try {
      table.write(
          ReceiptRecord.TYPE.owns(item.key()) ? removed(item) : without(item, mention.attribute()));
      return true;
    } catch (ConflictException gone) {
      return gone.found().isEmpty();
    }
  }

  private static Transaction removed(Item receipt) {
    return new Transaction()
        .delete(
            receipt.key(),
            Conditions.live()
                .equal(ReceiptRecord.FINGERPRINT, receipt.text(ReceiptRecord.FINGERPRINT)),
            Refusals.changed());
  }

  private static Transaction without(Item item, String attribute) {
    boolean text = attribute.equals(OrganisationInvitationRecord.INVITED_BY);
    Change change = new Change();
    return new Transaction()
        .silent()
        .update(
            item.key(),
            text ? change.set(attribute, "") : change.remove(attribute),
            Conditions.live().and(Condition.same(item, Set.of(attribute))),
            Refusals.changed())
        .repeatable();
  }
}
