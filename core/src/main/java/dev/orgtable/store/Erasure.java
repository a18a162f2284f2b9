package dev.orgtable.store;

import dev.orgtable.store.Refusal.Changed;

/** The erasure of an address where records of others name it. */
final class Erasure {

  private Erasure() {}

  /** Returns whether an attribute of a record can be lost: who invited, or who started a job. */
  static boolean isErasable(Key key, String attribute) {
    return (key.rng().startsWith(Key.INVITATIONS)
            && (attribute.equals(OrganisationInvitationRecord.INVITED_BY)
                || attribute.equals(OrganisationInvitationRecord.INVITER)))
        || (key.job().isPresent() && attribute.equals(JobRecord.STARTED_BY));
  }

  /**
   * Erases one mention, if the item that has it is a record of ours that may lose it.
   *
   * @return whether the mention is gone; not if the record has changed since it was read
   */
  static boolean erase(Table table, Item item, Mention mention) {
    if (!mention.isErasable()) {
      return false;
    }
    try {
      table.commit(item.key().isReceipt() ? removed(item) : without(item, mention.attribute()));
      return true;
    } catch (Changed gone) {
      return gone.found().isEmpty();
    }
  }

  private static Transaction removed(Item receipt) {
    return new Transaction()
        .delete(
            receipt.key(),
            Condition.present()
                .equal(ReceiptRecord.FINGERPRINT, receipt.text(ReceiptRecord.FINGERPRINT)),
            Refusal.changed());
  }

  private static Transaction without(Item item, String attribute) {
    boolean text = attribute.equals(OrganisationInvitationRecord.INVITED_BY);
    Change change = new Change();
    return new Transaction()
        .update(
            item.key(),
            text ? change.set(attribute, "") : change.remove(attribute),
            Condition.present().equal(attribute, item.text(attribute)),
            Refusal.changed())
        .repeatable();
  }
}
