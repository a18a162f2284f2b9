package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes that happen together or not at all, each with its condition and with the refusal if that
 * does not hold. If several are refused, the first one in the order given here counts.
 */
public final class Transaction {

  /** The most items of one transaction (Amazon DynamoDB, API reference, TransactWriteItems). */
  public static final int MOST = 100;

  private final List<Action> actions = new ArrayList<>();
  private final String token = UUID.randomUUID().toString();
  private boolean repeatable;

  /** Puts an item where there is none. */
  public Transaction create(Item item, Refusal refusal) {
    return put(item, Condition.absent(), refusal);
  }

  /** Puts an item. */
  public Transaction put(Item item, Condition condition, Refusal refusal) {
    return add(new Action(Kind.PUT, item.key(), item, null, condition, refusal));
  }

  /** Changes an item; without {@link Condition#exists}, it makes one where there is none. */
  public Transaction update(Key key, Change change, Condition condition, Refusal refusal) {
    return add(new Action(Kind.UPDATE, key, null, change, condition, refusal));
  }

  /** Deletes an item. */
  public Transaction delete(Key key, Condition condition, Refusal refusal) {
    return add(new Action(Kind.DELETE, key, null, null, condition, refusal));
  }

  /** Writes nothing, but refuses the whole unless a condition holds. */
  public Transaction require(Key key, Condition condition, Refusal refusal) {
    return add(new Action(Kind.REQUIRE, key, null, null, condition, refusal));
  }

  /** Puts an item before all others: if several are refused, its refusal counts. */
  void putFirst(Item item, Condition condition, Refusal refusal) {
    put(item, condition, refusal);
    Collections.rotate(actions, 1);
  }

  /**
   * Declares that the write, standing alone, has the same effect and the same answer when it is
   * repeated.
   */
  public Transaction repeatable() {
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
    return !repeatable && item.text(Requests.CHANGE).equals(token);
  }

  /** Returns which items it writes or looks at, in order. */
  public List<Key> keys() {
    return actions.stream().map(Action::key).toList();
  }

  List<Action> actions() {
    return actions;
  }

  /** Returns how many writes and requirements there are. */
  public int size() {
    return actions.size();
  }

  /**
   * Returns the identity of this change, for DynamoDB to tell a repeated request and for us to tell
   * a repeated write.
   */
  String token() {
    return token;
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
   * @param key to which item
   * @param item what is put, if it is a put
   * @param change what is changed, if it is an update
   * @param condition what must hold of the item before
   * @param refusal what to throw where it does not
   */
  record Action(
      Kind kind,
      Key key,
      @Nullable Item item,
      @Nullable Change change,
      Condition condition,
      Refusal refusal) {

    /**
     * Returns why the write did not happen.
     *
     * @param found what was found where the condition did not hold
     */
    RuntimeException refused(@Nullable Item found, ItemGuard guard) {
      return found == null || guard.isWritable(key, found)
          ? refusal.given(found)
          : guard.unreadable(key);
    }

    /** Returns how large the item is that is put; 0 if none is. */
    int bytes() {
      return item == null ? 0 : ItemSize.of(item);
    }
  }
}
