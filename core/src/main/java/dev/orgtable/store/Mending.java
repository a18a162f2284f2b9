package dev.orgtable.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about one record, in one transaction whose conditions say that what was read is
 * unchanged.
 *
 * @param what for a person to read
 * @param transaction does it; empty if the table does not prove what would be right
 * @param choices what a person can decide then
 * @param seen what such a decision is about; see {@link Decision#seen}
 */
record Mending(
    String what, Optional<Transaction> transaction, Set<Decision.Word> choices, String seen) {

  /** Starts again where something is not as it was read, whatever version stands there. */
  static final Refusal CHANGED = found -> new Refusal.Changed(Optional.empty());

  static Mending by(String what, Transaction transaction) {
    return new Mending(what, Optional.of(transaction), Set.of(), "");
  }

  static Mending none(String why) {
    return none(why, Set.of(), "");
  }

  static Mending none(String why, Set<Decision.Word> choices, String seen) {
    return new Mending(why, Optional.empty(), choices, seen);
  }

  /** Leaves an item to a person, who can delete it. */
  static Mending deletable(Item item, String why) {
    return none(why, Set.of(Decision.Word.DELETE), Fingerprint.of(item));
  }

  /** Removes one item. */
  static Mending removal(Item item, String why) {
    return by(
        "removed: " + why, new Transaction().delete(item.key(), Condition.same(item), CHANGED));
  }

  /** Puts an item in place of what was read. */
  static Mending put(String what, Item now, Item then) {
    return by(what, new Transaction().put(then, Condition.same(now), CHANGED));
  }

  /** Adds what an item becomes to a transaction: put, deleted, or as it is, on that condition. */
  static void become(Transaction transaction, Key key, Optional<Item> now, Optional<Item> then) {
    Condition same = now.map(Condition::same).orElseGet(Condition::absent);
    if (isSame(now, then)) {
      transaction.require(key, same, CHANGED);
    } else if (then.isPresent()) {
      transaction.put(then.get(), same, CHANGED);
    } else {
      transaction.delete(key, same, CHANGED);
    }
  }

  static boolean isSame(Optional<Item> one, Optional<Item> other) {
    return one.map(Mending::comparable).equals(other.map(Mending::comparable));
  }

  /** Sets have no order. */
  private static Map<String, Object> comparable(Item item) {
    Map<String, Object> values = new HashMap<>();
    item.attributes()
        .forEach((name, value) -> values.put(name, value.hasSs() ? Set.copyOf(value.ss()) : value));
    return values;
  }

  /** Does it, or only tells it. */
  <C extends Enum<C>> Step<C> step(Table table, C code, Key key, boolean apply) {
    if (apply) {
      transaction.ifPresent(table::step);
    }
    Step.Outcome outcome =
        transaction.isEmpty()
            ? Step.Outcome.LEFT
            : apply ? Step.Outcome.DONE : Step.Outcome.PLANNED;
    return new Step<>(outcome, code, key.id(), key.rng(), what, choices, seen);
  }
}
