package dev.orgtable.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes that are applied together or not at all, each with a condition and the refusal for a
 * failed condition. If several conditions fail, the first one in the order of this transaction
 * determines the refusal.
 */
public final class Transaction {

  /**
   * The maximum number of items per transaction (Amazon DynamoDB, API reference,
   * TransactWriteItems).
   */
  public static final int MOST = 100;

  /**
   * How long after its events were completed a transaction can be sent at most. Before that, it is
   * decided anew.
   */
  public static final Duration FRESH = Duration.ofSeconds(30);

  private final List<Action> actions = new ArrayList<>();
  private final List<Object> events = new ArrayList<>();
  private boolean silent;
  private boolean completed;
  private boolean repeatable;
  private @Nullable String token;

  /** Puts an item that must not exist. */
  public Transaction create(Item item, Refusal refusal) {
    return put(item, Condition.absent(), refusal);
  }

  /** Puts an item. */
  public Transaction put(Item item, Condition condition, Refusal refusal) {
    return add(new Action(Kind.PUT, item.key(), item, null, condition, refusal, false));
  }

  /** Updates an item; without {@link Condition#exists}, creates it if absent. */
  public Transaction update(Key key, Change change, Condition condition, Refusal refusal) {
    return add(new Action(Kind.UPDATE, key, null, change, condition, refusal, false));
  }

  /** Deletes an item. */
  public Transaction delete(Key key, Condition condition, Refusal refusal) {
    return add(new Action(Kind.DELETE, key, null, null, condition, refusal, false));
  }

  /** Checks a condition without writing the item. */
  public Transaction require(Key key, Condition condition, Refusal refusal) {
    return add(new Action(Kind.REQUIRE, key, null, null, condition, refusal, false));
  }

  /**
   * Makes the last write optional: if its condition fails on an existing item, that item is left as
   * it is and the others are written, on condition that it stays unchanged. Costs another request.
   * A refusal that is no {@link ConflictException} is not left, but thrown.
   */
  public Transaction orLeave() {
    int last = actions.size() - 1;
    actions.set(last, actions.get(last).optional());
    return this;
  }

  /** Adds a write, or a check that the item stays as found in place of an optional one. */
  void add(Action action, @Nullable Item unchanged) {
    if (unchanged == null) {
      add(action);
    } else {
      Condition same = Condition.same(unchanged, unchanged.attributes().keySet());
      require(action.key(), same, action.refusal());
    }
  }

  /** Puts an item in front of all others, so that its refusal takes precedence. */
  void putFirst(Item item, Condition condition, Refusal refusal) {
    put(item, condition, refusal);
    Collections.rotate(actions, 1);
  }

  /**
   * Declares the write idempotent if it is the only one: repeating it has the same effect and the
   * same result.
   */
  public Transaction repeatable() {
    repeatable = true;
    return this;
  }

  /**
   * Emits an event: the {@link Outbox} of the connection adds its item, so that it is written
   * exactly if the transaction is.
   */
  public Transaction emit(Object event) {
    events.add(event);
    return this;
  }

  /** Declares that there is no event to emit, for an {@link Outbox} that requires one. */
  public Transaction silent() {
    silent = true;
    return this;
  }

  /** Returns whether it was declared that there is no event. */
  public boolean isSilent() {
    return silent;
  }

  /** Returns the events that were emitted, in order. */
  public List<Object> events() {
    return Collections.unmodifiableList(events);
  }

  /**
   * Sets an attribute of each item that is put or updated under one of these keys to a value that
   * only grows: such a write, and a deletion, has the condition that the item has none or one that
   * sorts before.
   *
   * @param later returns the exception for an item with a later value
   */
  public Transaction stamp(Predicate<Key> keys, String attribute, String value, Refusal later) {
    AttributeValue stamp = AttributeValue.fromS(value);
    actions.replaceAll(
        action ->
            action.kind() != Kind.REQUIRE && keys.test(action.key())
                ? action.stamped(attribute, stamp, later)
                : action);
    return this;
  }

  /** Adds the items of the events, before the transaction is written for the first time. */
  void complete(Outbox outbox) {
    if (!completed) {
      outbox.complete(this);
      completed = true;
    }
  }

  boolean isRepeatable() {
    return repeatable;
  }

  /**
   * Returns whether the only write can be sent without a transaction, at half the units: if its
   * response is lost, the item reveals the outcome. A deletion leaves no item.
   */
  boolean isSingle() {
    return actions.size() == 1 && actions.get(0).kind() != Kind.DELETE;
  }

  /** Returns whether this change was the last to write the item. */
  boolean hasWritten(Item item) {
    return !repeatable && item.text(Requests.CHANGE).equals(token());
  }

  /** Returns the keys that are written or checked, in order. */
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>(actions.size());
    for (Action action : actions) {
      keys.add(action.key());
    }
    return keys;
  }

  List<Action> actions() {
    return actions;
  }

  /** Returns the keys that are put, updated or deleted, in order. */
  public List<Key> written() {
    return actions.stream()
        .filter(action -> action.kind() != Kind.REQUIRE)
        .map(Action::key)
        .toList();
  }

  /** Returns the number of writes and checks, with those of the events. */
  public int size() {
    return actions.size() + (completed ? 0 : events.size());
  }

  /**
   * Returns the idempotency token, by which DynamoDB recognises a repeated request and we recognise
   * a repeated write. A repeatable write needs none.
   */
  String token() {
    if (token == null) {
      token = UUID.randomUUID().toString();
    }
    return token;
  }

  private Transaction add(Action action) {
    actions.add(action);
    return this;
  }

  /**
   * Turns the events of transactions into items, at most one each, which are written with them: the
   * pattern of the transactional outbox.
   */
  @FunctionalInterface
  public interface Outbox {

    /** Drops events, and requires none. */
    Outbox NONE = transaction -> {};

    /** Adds the items of the events to a transaction that is about to be written. */
    void complete(Transaction transaction);
  }

  /** The kind of a write. */
  enum Kind {
    PUT,
    UPDATE,
    DELETE,
    REQUIRE
  }

  /**
   * One write.
   *
   * @param kind the kind
   * @param key the item's key
   * @param item the item of a put; null otherwise
   * @param change the change of an update; null otherwise
   * @param condition the condition
   * @param refusal the refusal if the condition fails
   * @param isOptional whether an item on which the condition fails is left as it is
   */
  record Action(
      Kind kind,
      Key key,
      @Nullable Item item,
      @Nullable Change change,
      Condition condition,
      Refusal refusal,
      boolean isOptional) {

    /** Returns this write with a stamp. Nothing that is created has a later one. */
    Action stamped(String attribute, AttributeValue value, Refusal later) {
      boolean isFresh = condition.equals(Condition.absent());
      return new Action(
          kind,
          key,
          item == null ? null : item.change().with(attribute, value).build(),
          change == null ? null : change.set(attribute, value),
          isFresh ? condition : condition.absentOrBefore(attribute, value),
          isFresh ? refusal : orLater(attribute, value.s(), later),
          isOptional);
    }

    private Refusal orLater(String attribute, String value, Refusal later) {
      return found ->
          found != null && found.text(attribute).compareTo(value) >= 0
              ? later.given(found)
              : refusal.given(found);
    }

    Action optional() {
      return new Action(kind, key, item, change, condition, refusal, true);
    }

    /**
     * Returns the exception for a failed condition.
     *
     * @param found the item that the condition failed on; null if it does not exist
     */
    RuntimeException refused(@Nullable Item found, ItemGuard guard) {
      return found == null || guard.isWritable(key, found)
          ? refusal.given(found)
          : guard.unreadable(key);
    }

    /** Returns the size of the item of a put, in bytes; 0 otherwise. */
    int bytes() {
      return item == null ? 0 : ItemSize.of(item);
    }
  }
}
