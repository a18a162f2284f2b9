package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.Provenance;
import java.util.Set;

/**
 * An item of another program under a key that is not one of ours. Reported, and left alone.
 *
 * @param id the item's partition key
 * @param rng the item's sort key
 * @param detail a description of the item and its attributes, for people
 */
public record ForeignItem(String id, String rng, String detail) {

  static ForeignItem of(Item item) {
    return new ForeignItem(item.key().id(), item.key().rng(), Provenance.describe(item));
  }

  <C extends Enum<C>> Step<C> step(C code) {
    return new Step<>(Step.Outcome.FOREIGN, code, id, rng, detail, Set.of(), "");
  }

  @Override
  public String toString() {
    return "FOREIGN_ITEM " + id + " " + rng + ": " + detail;
  }
}
