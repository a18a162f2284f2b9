package dev.orgtable.store;

/**
 * A place where an item names an address.
 *
 * @param id the item's partition key
 * @param rng the item's sort key
 * @param attribute in which attribute; {@code id} or {@code rng} if in the key
 */
public record Mention(String id, String rng, String attribute) {

  @Override
  public String toString() {
    return id + " " + rng + " in " + attribute;
  }
}
