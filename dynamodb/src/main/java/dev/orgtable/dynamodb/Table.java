package dev.orgtable.dynamodb;

import dev.orgtable.dynamodb.CostListener.Retry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The table during one operation. Makes all requests to DynamoDB, within the operation's deadline.
 * Retries what the SDK does not (conflicts, unprocessed keys), and determines the outcome of a
 * write whose response was lost.
 */
public final class Table implements Reads {

  private final DynamoDbClient client;
  private final Requests requests;
  final Attempts attempts;
  final CapacityMeter meter;
  private final ItemGuard guard;
  final Failures failures;
  private Transaction.Outbox outbox;

  /** Stores the result, if this operation is idempotent. */
  private @Nullable IdempotentCommit once;

  Table(
      DynamoDbClient client,
      String name,
      CapacityMeter meter,
      Attempts attempts,
      ItemGuard guard,
      Failures failures,
      Transaction.Outbox outbox) {
    this.client = client;
    this.attempts = attempts;
    this.guard = guard;
    this.failures = failures;
    this.outbox = outbox;
    this.meter = meter;
    this.requests = new Requests(name, meter.capacityToReturn(), guard);
  }

  /** Makes this operation idempotent. */
  void under(IdempotentCommit commit) {
    once = commit;
  }

  /** Emits the events of the rest of this operation to another outbox. */
  public void emitTo(Transaction.Outbox other) {
    outbox = other;
  }

  @Override
  public Optional<Item> get(Key key, Consistency consistency) {
    return getAny(key, consistency).map(this::readable);
  }

  private Item readable(Item item) {
    if (!guard.isReadable(item.key(), item)) {
      throw guard.unreadable(item.key());
    }
    return item;
  }

  @Override
  public Optional<Item> getAny(Key key, Consistency consistency) {
    GetItemRequest.Builder request = requests.get(key, consistency);
    return attempts.read(
        time -> {
          var response =
              attempts.heard(client.getItem(request.overrideConfiguration(time).build()));
          meter.read("GetItem", key::toString, response.consumedCapacity());
          return response.hasItem() ? Optional.of(Item.of(response.item())) : Optional.empty();
        });
  }

  @Override
  public Map<Key, Item> getAll(Collection<Key> keys, Consistency consistency) {
    Map<Key, Item> found = getAny(keys, consistency);
    found.values().forEach(this::readable);
    return found;
  }

  @Override
  public Map<Key, Item> getAny(Collection<Key> keys, Consistency consistency) {
    Map<Key, Item> found = new LinkedHashMap<>();
    List<Key> all = List.copyOf(new LinkedHashSet<>(keys));
    for (int from = 0; from < all.size(); from += Requests.MOST_KEYS_A_BATCH) {
      List<Key> batch = all.subList(from, Math.min(from + Requests.MOST_KEYS_A_BATCH, all.size()));
      Map<String, KeysAndAttributes> rest = requests.batch(batch, consistency);
      while (!rest.isEmpty()) {
        rest = getBatch(rest, found);
        if (!rest.isEmpty()) {
          attempts.pause(
              Retry.UNPROCESSED,
              "unprocessed keys, " + rest.values().iterator().next().keys().size() + " left");
        }
      }
    }
    return found;
  }

  private Map<String, KeysAndAttributes> getBatch(
      Map<String, KeysAndAttributes> keys, Map<Key, Item> into) {
    BatchGetItemRequest.Builder request = requests.batch(keys);
    return attempts.read(
        time -> {
          var response =
              attempts.heard(client.batchGetItem(request.overrideConfiguration(time).build()));
          meter.batch(response.consumedCapacity(), keys, response.unprocessedKeys());
          for (List<Map<String, AttributeValue>> items : response.responses().values()) {
            for (Map<String, AttributeValue> attributes : items) {
              Item item = Item.of(attributes);
              into.put(item.key(), item);
            }
          }
          return response.unprocessedKeys();
        });
  }

  @Override
  public List<Optional<Item>> snapshot(List<Key> keys) {
    TransactGetItemsRequest.Builder request = requests.snapshot(keys);
    return attempts.read(
        time -> {
          var response =
              attempts.heard(client.transactGetItems(request.overrideConfiguration(time).build()));
          meter.snapshot(response.consumedCapacity(), keys, response.responses());
          return response.responses().stream().map(this::item).toList();
        });
  }

  private Optional<Item> item(ItemResponse response) {
    return response.hasItem() ? Optional.of(readable(Item.of(response.item()))) : Optional.empty();
  }

  @Override
  public ItemPage query(QuerySpec query) {
    QueryRequest.Builder request = requests.query(query);
    return attempts.read(
        time -> {
          QueryResponse response =
              attempts.heard(client.query(request.overrideConfiguration(time).build()));
          meter.read("Query", query::describe, response.consumedCapacity());
          return ItemPage.of(response.items(), response.lastEvaluatedKey());
        });
  }

  /** Returns this table for a read on another thread, within the same deadline. */
  Table ofSideRead(CapacityMeter ofSide) {
    return new Table(
        client, requests.table(), ofSide, attempts.ofSideRead(), guard, failures, outbox);
  }

  @Override
  public Iterable<ItemPage> pages(QuerySpec query) {
    return Pages.of(query.after(), after -> query(query.after(after)));
  }

  /** Reads a page of one segment of a table scan. */
  public ItemPage scan(int segment, int segments, Map<String, AttributeValue> after) {
    ScanRequest.Builder request = requests.scan(segment, segments, after);
    return attempts.read(
        time -> {
          ScanResponse response =
              attempts.heard(client.scan(request.overrideConfiguration(time).build()));
          meter.read(
              "Scan", () -> "segment " + segment + " of " + segments, response.consumedCapacity());
          return ItemPage.of(response.items(), response.lastEvaluatedKey());
        });
  }

  @Override
  public boolean fits(Transaction transaction) {
    return transaction.size() + (once == null ? 0 : 1) <= Transaction.MOST;
  }

  /** Puts items and deletes others, at most 25, in any case. Retried until the deadline. */
  public void writeAll(Collection<Item> items, Collection<Key> deletions) {
    try {
      writeEach(requests.writes(items, deletions));
    } finally {
      attempts.ended(Stream.concat(items.stream().map(Item::key), deletions.stream()).toList());
    }
  }

  private void writeEach(Map<String, List<WriteRequest>> all) {
    Map<String, List<WriteRequest>> rest = all;
    while (!rest.isEmpty()) {
      rest = writeBatch(rest);
      attempts.wrote();
      if (!rest.isEmpty()) {
        attempts.pause(
            Retry.UNPROCESSED,
            "unprocessed items, " + rest.values().iterator().next().size() + " left");
      }
    }
  }

  private Map<String, List<WriteRequest>> writeBatch(Map<String, List<WriteRequest>> writes) {
    BatchWriteItemRequest.Builder request = requests.writes(writes);
    return attempts.write(
        time -> {
          var response =
              attempts.heard(client.batchWriteItem(request.overrideConfiguration(time).build()));
          meter.wrote(response.consumedCapacity(), writes);
          return response.unprocessedItems();
        });
  }

  /**
   * Writes a transaction without completing the operation, or throws the first refusal. A single
   * write that is not a deletion is sent as a plain conditional write. Throws {@link
   * Failures#tooLarge}.
   */
  public void write(Transaction transaction) {
    transaction.complete(outbox);
    @Nullable Deadline fresh =
        transaction.events().isEmpty() ? null : new Deadline(Transaction.FRESH, failures);
    if (transaction.size() > Transaction.MOST) {
      throw failures.tooLarge(transaction.size());
    }
    try {
      if (transaction.isSingle()) {
        commitSingle(transaction);
      } else {
        commitAll(transaction, fresh);
      }
    } catch (FailureKind.Mistake e) {
      throw damaged(transaction).orElse(e);
    } finally {
      attempts.ended(transaction.keys());
    }
    attempts.wrote();
  }

  /** Looks for an invalid item that made DynamoDB reject a transaction. */
  private Optional<RuntimeException> damaged(Transaction transaction) {
    return getAny(transaction.keys(), Consistency.STRONG).values().stream()
        .filter(item -> !guard.isWritable(item.key(), item))
        .findFirst()
        .map(item -> guard.unreadable(item.key()));
  }

  private void commitSingle(Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    boolean puts = action.kind() == Transaction.Kind.PUT;
    String operation = puts ? "PutItem" : "UpdateItem";
    try {
      meter.written(
          operation, action.key(), attempts.write(puts ? put(transaction) : update(transaction)));
    } catch (ConditionalCheckFailedException e) {
      @Nullable Item found = e.hasItem() ? Item.of(e.item()) : null;
      meter.refused(operation, action.key(), found);
      if (found == null || !transaction.hasWritten(found)) {
        throw action.refused(found, guard);
      }
    }
  }

  private Attempts.Call<@Nullable ConsumedCapacity> put(Transaction transaction) {
    var request = requests.put(transaction);
    return time ->
        attempts
            .heard(client.putItem(request.overrideConfiguration(time).build()))
            .consumedCapacity();
  }

  private Attempts.Call<@Nullable ConsumedCapacity> update(Transaction transaction) {
    var request = requests.update(transaction);
    return time ->
        attempts
            .heard(client.updateItem(request.overrideConfiguration(time).build()))
            .consumedCapacity();
  }

  private void commitAll(Transaction transaction, @Nullable Deadline fresh) {
    var request = requests.all(transaction);
    try {
      var response =
          attempts.write(
              time ->
                  attempts.heard(
                      client.transactWriteItems(request.overrideConfiguration(time).build())),
              fresh);
      meter.committed(response.consumedCapacity(), transaction);
    } catch (TransactionCanceledException e) {
      meter.committed(List.of(), transaction);
      commitAll(FailureKind.withoutOptional(transaction, e, guard), fresh);
    }
  }

  /**
   * Runs steps with optimistic retry: they read, and then write on condition that nothing has
   * changed. On each {@link ConflictException} they start again, until the deadline. Throws {@link
   * ItemGuard#unreadable} if two attempts fail on the same unchanged item.
   */
  public <T> T retryOnConflict(Supplier<T> steps) {
    Optional<Item> before = Optional.empty();
    while (true) {
      try {
        return steps.get();
      } catch (ConflictException e) {
        refuseUnchanged(before, e.found());
        before = e.found();
        attempts.pause(
            Retry.CHANGED, "items kept changing, or the two sides of a record do not agree");
      }
    }
  }

  private void refuseUnchanged(Optional<Item> before, Optional<Item> again) {
    if (again.isPresent() && before.map(Item::attributes).equals(again.map(Item::attributes))) {
      throw guard.unreadable(again.get().key());
    }
  }

  /**
   * Runs an operation until its decision is written or refused. On each {@link ConflictException}
   * it starts again, until the deadline.
   */
  public <T> T run(Operation<T> operation) {
    return retryOnConflict(() -> act(operation.decide(this)));
  }

  private <T> T act(Decision<T> decision) {
    Decision<T> next = decision;
    while (next instanceof Decision.First<T> first) {
      attempts.check("the preparatory write was not enough");
      write(first.transaction());
      next = first.then().decide(this);
    }
    if (next instanceof Decision.Unchanged<T> unchanged) {
      return unchanged.answer();
    }
    return commit((Decision.Commit<T>) next);
  }

  /** Writes an operation's last transaction, with its result if the operation is idempotent. */
  private <T> T commit(Decision.Commit<T> commit) {
    try {
      if (once == null) {
        write(commit.transaction());
      } else {
        once.commit(commit.transaction(), commit.answer());
      }
      return commit.answer();
    } catch (RuntimeException refusal) { // Those that the operation has an alternative for.
      for (Decision.Instead<T> instead : commit.instead()) {
        if (instead.refusal().isInstance(refusal)) {
          return act(instead, refusal);
        }
      }
      throw refusal;
    }
  }

  private <T> T act(Decision.Instead<T> instead, RuntimeException refusal) {
    Decision<T> alternative = instead.alternative().decide(this, refusal);
    try {
      return act(alternative);
    } catch (ConflictException again) {
      throw refusal instanceof ConflictException first ? changedSince(first, again) : again;
    }
  }

  /**
   * Returns the conflict to throw for an alternative that was chosen because of an earlier
   * conflict. It names no item: at the next attempt the item may be back in its earlier state,
   * which proves nothing.
   */
  private ConflictException changedSince(ConflictException first, ConflictException again) {
    refuseUnchanged(first.found(), again.found());
    return new ConflictException();
  }
}
