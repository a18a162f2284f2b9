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
import org.jspecify.annotations.Nullable;

/**
 * A fix of one record: a single transaction, on condition that the items read for it are unchanged.
 *
 * @param what a description, for people
 * @param transaction the writes; empty if the table does not prove what is right
 * @param choices the possible decisions in that case
 * @param seen the state that a decision refers to; see {@link Decision#seen}
 */
record Fix(
    String what, Optional<Transaction> transaction, Set<Decision.Word> choices, String seen) {

  /** Retries if an item has changed since it was read, whatever its version. */
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

  /** Leaves an item to a person, who may delete it. */
  static Fix deletable(Item item, String why) {
    return none(why, Set.of(Decision.Word.DELETE), Fingerprint.of(item));
  }

  /** Deletes one item. */
  static Fix removal(Item item, String why) {
    return by(
        "removed: " + why, new Transaction().delete(item.key(), Conditions.same(item), CHANGED));
  }

  /**
   * Deletes a record that leads to a source which does not have what it leads from.
   *
   * @param seen the source as read; empty if there is none
   * @param attribute the attribute of the source that would have it
   */
  static Fix removal(Item pointer, String why, Key source, Optional<Item> seen, String attribute) {
    Transaction transaction = new Transaction();
    transaction.delete(pointer.key(), Conditions.same(pointer), CHANGED);
    transaction.require(source, same(seen, attribute), CHANGED);
    return by("removed: " + why, transaction);
  }

  /** The item has the attribute as it was read, and the same type, or is still absent. */
  static Condition same(Optional<Item> seen, String attribute) {
    return seen.map(item -> Condition.same(item, Set.of(Item.TYPE, attribute)))
        .orElseGet(Condition::absent);
  }

  /** Replaces an item. */
  static Fix put(String what, Item now, Item then) {
    return by(what, new Transaction().put(then, Conditions.same(now), CHANGED));
  }

  /** Adds the new state of an item to a transaction: put, deleted, or checked to be unchanged. */
  static void become(Transaction transaction, Key key, Optional<Item> now, @Nullable Item then) {
    Condition same = now.map(Conditions::same).orElseGet(Condition::absent);
    if (isSame(now, then)) {
      transaction.require(key, same, CHANGED);
    } else if (then != null) {
      transaction.put(then, same, CHANGED);
    } else {
      transaction.delete(key, same, CHANGED);
    }
  }

  static boolean isSame(Optional<Item> one, @Nullable Item other) {
    return one.map(Fix::comparable).equals(Optional.ofNullable(other).map(Fix::comparable));
  }

  /** Ignores the order of sets. */
  private static Map<String, Object> comparable(Item item) {
    Map<String, Object> values = new HashMap<>();
    item.attributes()
        .forEach((name, value) -> values.put(name, value.hasSs() ? Set.copyOf(value.ss()) : value));
    return values;
  }

  /** Applies the fix, or only reports it. */
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
