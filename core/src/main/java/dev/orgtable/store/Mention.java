package dev.orgtable.store;

/**
 * A place where an item names an address.
 *
 * @param id the item's partition key
 * @param rng the item's sort key
 * @param attribute in which attribute; {@code id} or {@code rng} if in the key
 */
public record Mention(String id, String rng, String attribute) {

  /**
   * Returns whether {@link Offboarding#erase} erases it, if the item is a record of Orgtable: the
   * answer that a receipt keeps, or who invited.
   */
  public boolean isErasable() {
    return new Key(id, rng).isReceipt()
        || (rng.startsWith(Key.INVITATIONS) && attribute.equals(Erasure.INVITED_BY));
  }

  @Override
  public String toString() {
    return id + " " + rng + " in " + attribute;
  }
}
