package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
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
record Fix(
    String what, Optional<Transaction> transaction, Set<Decision.Word> choices, String seen) {

  /** Starts again where something is not as it was read, whatever version stands there. */
  static final Refusal CHANGED = found -> new ConflictException();

  static Fix by(String what, Transaction transaction) {
    return new Fix(what, Optional.of(transaction), Set.of(), "");
  }

  static Fix none(String why) {
    return none(why, Set.of(), "");
  }

  static Fix none(String why, Set<Decision.Word> choices, String seen) {
    return new Fix(why, Optional.empty(), choices, seen);
  }

  /** Leaves an item to a person, who can delete it. */
  static Fix deletable(Item item, String why) {
    return none(why, Set.of(Decision.Word.DELETE), Fingerprint.of(item));
  }

  /** Removes one item. */
  static Fix removal(Item item, String why) {
    return by(
        "removed: " + why, new Transaction().delete(item.key(), Conditions.same(item), CHANGED));
  }

  /** Puts an item in place of what was read. */
  static Fix put(String what, Item now, Item then) {
    return by(what, new Transaction().put(then, Conditions.same(now), CHANGED));
  }

  /** Adds what an item becomes to a transaction: put, deleted, or as it is, on that condition. */
  static void become(Transaction transaction, Key key, Optional<Item> now, Optional<Item> then) {
    Condition same = now.map(Conditions::same).orElseGet(Condition::absent);
    if (isSame(now, then)) {
      transaction.require(key, same, CHANGED);
    } else if (then.isPresent()) {
      transaction.put(then.get(), same, CHANGED);
    } else {
      transaction.delete(key, same, CHANGED);
    }
  }

  static boolean isSame(Optional<Item> one, Optional<Item> other) {
    return one.map(Fix::comparable).equals(other.map(Fix::comparable));
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
      transaction.ifPresent(table::write);
    }
    Step.Outcome outcome =
        transaction.isEmpty()
            ? Step.Outcome.LEFT
            : apply ? Step.Outcome.DONE : Step.Outcome.PLANNED;
    return new Step<>(outcome, code, key.id(), key.rng(), what, choices, seen);
  }
}
