package dev.orgtable.store;

import dev.orgtable.OrgtableException.TooLarge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes that happen together or not at all, each with its condition and with the refusal if that
 * does not hold. Where several are refused, the first one in the order given here is told.
 */
final class Transaction {

  /** The most items of one transaction (Amazon DynamoDB, API reference, TransactWriteItems). */
  static final int MOST = 100;

  private final List<Action> actions = new ArrayList<>();
  private @Nullable String token;
  private boolean repeatable;

  /** Puts an item where there is none. */
  Transaction create(Item item, Refusal refusal) {
    return put(item, Condition.absent(), refusal);
  }

  Transaction put(Item item, Condition condition, Refusal refusal) {
    return add(
        new Action(Kind.PUT, item.key(), Optional.of(item), Optional.empty(), condition, refusal));
  }

  Transaction update(Key key, Change change, Condition condition, Refusal refusal) {
    return add(
        new Action(Kind.UPDATE, key, Optional.empty(), Optional.of(change), condition, refusal));
  }

  Transaction delete(Key key, Condition condition, Refusal refusal) {
    return add(
        new Action(Kind.DELETE, key, Optional.empty(), Optional.empty(), condition, refusal));
  }

  /** Writes nothing, but refuses the whole unless a condition holds. */
  Transaction require(Key key, Condition condition, Refusal refusal) {
    return add(
        new Action(Kind.REQUIRE, key, Optional.empty(), Optional.empty(), condition, refusal));
  }

  /** Puts an item, before all others: where several are refused, this one is told. */
  void putFirst(Item item, Condition condition, Refusal refusal) {
    put(item, condition, refusal);
    Collections.rotate(actions, 1);
  }

  /**
   * Returns this transaction if it is not too large to be one.
   *
   * @param what what it does, for the refusal
   */
  Transaction fitting(String what) {
    if (actions.size() > MOST) {
      throw new TooLarge(
          "to "
              + what
              + " takes "
              + actions.size()
              + " writes, more than the "
              + MOST
              + " of one transaction");
    }
    return this;
  }

  /**
   * Declares that the write, standing alone, has the same effect and the same answer when it is
   * repeated.
   */
  Transaction repeatable() {
    repeatable = true;
    return this;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  /**
   * Returns whether the one write can go without a transaction, at half the units: what a lost
   * answer hides can be found out from the item afterwards. A deletion leaves no item.
   */
  boolean isSingle() {
    return actions.size() == 1 && actions.get(0).kind() != Kind.DELETE;
  }

  /** Returns whether it was this very change that wrote an item last. */
  boolean hasWritten(Item item) {
    return !repeatable && item.text(Requests.CHANGE).equals(token());
  }

  List<Action> actions() {
    return actions;
  }

  int size() {
    return actions.size();
  }

  /**
   * Returns the identity of this change, for DynamoDB to tell a repeated request and for us to tell
   * a repeated write.
   */
  String token() {
    String made = token == null ? UUID.randomUUID().toString() : token;
    token = made;
    return made;
  }

  private Transaction add(Action action) {
    actions.add(action);
    return this;
  }

  /** What a write does. */
  enum Kind {
    PUT,
    UPDATE,
    DELETE,
    REQUIRE
  }

  /**
   * One write.
   *
   * @param kind what it does
   * @param key to which record
   * @param item what is put, if it is a put
   * @param change what is changed, if it is an update
   * @param condition what must hold of the record before
   * @param refusal what to throw where it does not
   */
  record Action(
      Kind kind,
      Key key,
      Optional<Item> item,
      Optional<Change> change,
      Condition condition,
      Refusal refusal) {

    /**
     * Returns why the write did not happen.
     *
     * @param found what was found where the condition did not hold
     * @param takesAnything see {@link Connection#tolerant}
     */
    RuntimeException refused(@Nullable Item found, boolean takesAnything) {
      return found == null || takesAnything || RecordType.isWhole(key, found)
          ? refusal.given(found)
          : RecordType.unreadable(key);
    }
  }
}
