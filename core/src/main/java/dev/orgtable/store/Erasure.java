package dev.orgtable.store;

import dev.orgtable.store.Refusal.Changed;

/** The erasure of an address where records of others name it. */
final class Erasure {

  static final String INVITED_BY = "invitedBy";

  private Erasure() {}

  /**
   * Erases one mention, if the item that has it is a record of ours that may lose it.
   *
   * @return whether the mention is gone; not if the record has changed since it was read
   */
  static boolean erase(Table table, Item item, Mention mention) {
    try {
      if (item.is(ReceiptRecord.TYP) && item.key().isReceipt()) {
        table.commit(
            new Transaction()
                .delete(
                    item.key(),
                    Condition.present()
                        .equal(ReceiptRecord.FINGERPRINT, item.text(ReceiptRecord.FINGERPRINT)),
                    Refusal.changed()));
        return true;
      }
      if (item.is(OrganisationInvitationRecord.TYP)
          && Findings.isSound(item)
          && mention.attribute().equals(INVITED_BY)) {
        table.commit(
            new Transaction()
                .update(
                    item.key(),
                    new Change().set(INVITED_BY, ""),
                    Condition.present().equal(INVITED_BY, item.text(INVITED_BY)),
                    Refusal.changed())
                .repeatable());
        return true;
      }
      return false;
    } catch (Changed gone) {
      return gone.found().isEmpty();
    }
  }
}
