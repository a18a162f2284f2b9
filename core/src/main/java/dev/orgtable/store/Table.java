package dev.orgtable.store;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.store.Refusal.Changed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
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
 * The table during one operation: every request to DynamoDB is made here, within the operation's
 * deadline. Repeats what the SDK does not (conflicts, unprocessed keys) and finds out what became
 * of a write whose answer was lost.
 */
final class Table {

  private final DynamoDbClient client;
  private final Requests requests;
  private final Settings settings;
  private final TimeLimits limits;
  private final Deadline deadline;
  private final Meter meter;
  private final EngineClock engine;

  /** When the latest request was sent, by the monotonic clock. */
  private long askedAt;

  /** Whether whoever reads sees for itself what can be read: see {@link Connection#tolerant}. */
  private final boolean takesAnything;

  /** Whether this operation has written something already. */
  private boolean written;

  /** The receipt under which this operation is done, if it is under one. */
  private Optional<Once> once = Optional.empty();

  Table(
      DynamoDbClient client,
      String name,
      Settings settings,
      TimeLimits limits,
      EngineClock engine,
      boolean takesAnything) {
    this.client = client;
    this.settings = settings;
    this.limits = limits;
    this.engine = engine;
    this.takesAnything = takesAnything;
    this.deadline = new Deadline(settings.deadline());
    this.meter = new Meter(settings.costs());
    this.requests = new Requests(name, meter.capacityToReturn());
  }

  /** Does this operation under a receipt. */
  void under(Once receipt) {
    once = Optional.of(receipt);
  }

  /**
   * Reads one item.
   *
   * @throws UnreadableRecord if it is not what may stand under this key
   */
  Optional<Item> get(Key key, Consistency consistency) {
    return getAny(key, consistency).map(this::taken);
  }

  /** Reads one item; empty if it is not what may stand under this key. */
  Optional<Item> getReadable(Key key, Consistency consistency) {
    return getAny(key, consistency).filter(item -> RecordType.isReadable(key, item));
  }

  private Item taken(Item item) {
    if (!takesAnything) {
      RecordType.demandReadable(item.key(), item);
    }
    return item;
  }

  private Optional<Item> getAny(Key key, Consistency consistency) {
    GetItemRequest.Builder request = requests.get(key, consistency);
    return ask(
        time -> {
          var response = heard(client.getItem(request.overrideConfiguration(time).build()));
          meter.read("GetItem", key::toString, response.consumedCapacity());
          return response.hasItem() ? Optional.of(Item.of(response.item())) : Optional.empty();
        });
  }

  /**
   * Reads many items, those that exist, by key. Unprocessed keys are asked for again until the
   * deadline.
   *
   * @throws UnreadableRecord if one is not what may stand under its key
   */
  Map<Key, Item> getAll(Collection<Key> keys, Consistency consistency) {
    Map<Key, Item> found = getAny(keys, consistency);
    if (!takesAnything) {
      found.forEach(RecordType::demandReadable);
    }
    return found;
  }

  /** Reads many items as {@link #getAll}, whatever stands under their keys. */
  Map<Key, Item> getAny(Collection<Key> keys, Consistency consistency) {
    Map<Key, Item> found = new LinkedHashMap<>();
    List<Key> all = List.copyOf(new LinkedHashSet<>(keys));
    for (int from = 0; from < all.size(); from += Requests.MOST_KEYS_A_BATCH) {
      List<Key> batch = all.subList(from, Math.min(from + Requests.MOST_KEYS_A_BATCH, all.size()));
      Map<String, KeysAndAttributes> rest = requests.batch(batch, consistency);
      while (!rest.isEmpty()) {
        rest = getBatch(rest, found);
        if (!rest.isEmpty()) {
          deadline.pause(
              "unprocessed keys, " + rest.values().iterator().next().keys().size() + " left",
              written);
        }
      }
    }
    return found;
  }

  private Map<String, KeysAndAttributes> getBatch(
      Map<String, KeysAndAttributes> keys, Map<Key, Item> into) {
    BatchGetItemRequest.Builder request = requests.batch(keys);
    return ask(
        time -> {
          var response = heard(client.batchGetItem(request.overrideConfiguration(time).build()));
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

  /**
   * Reads several items as they stood at one moment.
   *
   * @throws UnreadableRecord if one is not what may stand under its key
   */
  List<Optional<Item>> snapshot(List<Key> keys) {
    TransactGetItemsRequest.Builder request = requests.snapshot(keys);
    return ask(
        time -> {
          var response =
              heard(client.transactGetItems(request.overrideConfiguration(time).build()));
          meter.snapshot(response.consumedCapacity(), keys, response.responses());
          return response.responses().stream().map(this::item).toList();
        });
  }

  private Optional<Item> item(ItemResponse response) {
    return response.hasItem() ? Optional.of(taken(Item.of(response.item()))) : Optional.empty();
  }

  /** Reads a slice of one partition or of the directory. */
  Slice query(SliceRequest slice) {
    QueryRequest.Builder request = requests.query(slice);
    return ask(
        time -> {
          QueryResponse response = heard(client.query(request.overrideConfiguration(time).build()));
          meter.read("Query", slice::text, response.consumedCapacity());
          return Slice.of(response.items(), response.lastEvaluatedKey());
        });
  }

  /** Returns how many pages one call may read of a partition. */
  int mostPages() {
    return settings.detailsPages();
  }

  /** Reads a slice of one segment of the whole table. */
  Slice scan(int segment, int segments, Map<String, AttributeValue> after) {
    ScanRequest.Builder request = requests.scan(segment, segments, after);
    return ask(
        time -> {
          ScanResponse response = heard(client.scan(request.overrideConfiguration(time).build()));
          meter.read(
              "Scan", () -> "segment " + segment + " of " + segments, response.consumedCapacity());
          return Slice.of(response.items(), response.lastEvaluatedKey());
        });
  }

  /** Returns whether a transaction can complete the operation, with the receipt if there is one. */
  boolean fits(Transaction transaction) {
    return transaction.size() + (once.isPresent() ? 1 : 0) <= Transaction.MOST;
  }

  /**
   * Puts items, at most 25, whatever stands under their keys. Unprocessed ones are put again until
   * the deadline. The same may be put again.
   */
  void putAll(Collection<Item> items) {
    Map<String, List<WriteRequest>> rest = requests.puts(items);
    while (!rest.isEmpty()) {
      rest = putBatch(rest);
      written = true;
      if (!rest.isEmpty()) {
        deadline.pause(
            "unprocessed items, " + rest.values().iterator().next().size() + " left", written);
      }
    }
  }

  private Map<String, List<WriteRequest>> putBatch(Map<String, List<WriteRequest>> puts) {
    BatchWriteItemRequest.Builder request = requests.writes(puts);
    return ask(
        time -> {
          var response = heard(client.batchWriteItem(request.overrideConfiguration(time).build()));
          meter.put(response.consumedCapacity(), puts);
          return response.unprocessedItems();
        },
        true);
  }

  /** Completes an operation that answers nothing. */
  void commit(Transaction transaction) {
    commit(transaction, Nothing.NOTHING);
  }

  /**
   * Completes an operation: writes all that its last transaction holds, with the receipt if there
   * is to be one, or throws the first refusal.
   *
   * @return the answer
   */
  <T> T commit(Transaction transaction, T answer) {
    if (once.isPresent()) {
      once.get().commit(transaction, answer);
    } else {
      step(transaction);
    }
    return answer;
  }

  /**
   * Writes all that a transaction holds, or throws the first refusal. One write that is no deletion
   * goes as a plain conditional write.
   */
  void step(Transaction transaction) {
    if (transaction.size() > Transaction.MOST) {
      throw new IllegalStateException("a transaction of " + transaction.size() + " items");
    }
    try {
      if (transaction.isSingle()) {
        commitSingle(transaction);
      } else {
        commitAll(transaction);
      }
    } catch (Faults.Mistake e) {
      throw Damage.among(this, transaction).<RuntimeException>map(found -> found).orElse(e);
    }
    written = true;
  }

  private void commitSingle(Transaction transaction) {
    Transaction.Action action = transaction.actions().get(0);
    boolean puts = action.item().isPresent();
    String operation = puts ? "PutItem" : "UpdateItem";
    try {
      meter.written(
          operation, action.key(), ask(puts ? put(transaction) : update(transaction), true));
    } catch (ConditionalCheckFailedException e) {
      Optional<Item> found = e.hasItem() ? Optional.of(Item.of(e.item())) : Optional.empty();
      meter.refused(operation, action.key(), found);
      if (found.filter(transaction::hasWritten).isEmpty()) {
        throw action.refused(found.orElse(null), takesAnything);
      }
    }
  }

  private Call<@Nullable ConsumedCapacity> put(Transaction transaction) {
    var request = requests.put(transaction);
    return time ->
        heard(client.putItem(request.overrideConfiguration(time).build())).consumedCapacity();
  }

  private Call<@Nullable ConsumedCapacity> update(Transaction transaction) {
    var request = requests.update(transaction);
    return time ->
        heard(client.updateItem(request.overrideConfiguration(time).build())).consumedCapacity();
  }

  private void commitAll(Transaction transaction) {
    var request = requests.all(transaction);
    try {
      var response =
          ask(
              time -> heard(client.transactWriteItems(request.overrideConfiguration(time).build())),
              true);
      meter.committed(response.consumedCapacity(), transaction);
    } catch (TransactionCanceledException e) {
      meter.committed(List.of(), transaction);
      throw Faults.refusal(transaction, e, takesAnything);
    }
  }

  /** Waits before what was read is read again. */
  void pause() {
    deadline.pause("what was read kept changing, or its two sides do not agree", written);
  }

  /**
   * Runs steps that read and then write on condition that nothing has changed, again from the start
   * where something has, until the deadline.
   *
   * @throws UnreadableRecord if the same record is in the way again, unchanged
   */
  <T> T settle(Supplier<T> steps) {
    Optional<Item> before = Optional.empty();
    while (true) {
      try {
        return steps.get();
      } catch (Changed e) {
        RecordType.refuseIfUnchanged(before, e.found());
        before = e.found();
        pause();
      }
    }
  }

  void settle(Runnable steps) {
    settle(
        () -> {
          steps.run();
          return true;
        });
  }

  private <T extends @Nullable Object> T ask(Call<T> call) {
    return ask(call, false);
  }

  /**
   * Makes a request. Conflicts and throttled transactions are tried again until the deadline. A
   * failure that leaves the outcome unknown, after all that the SDK does by itself, is followed by
   * the very same request once more: a transaction is known by its token, a single write by its
   * change, a read changes nothing.
   */
  private <T extends @Nullable Object> T ask(Call<T> call, boolean write) {
    boolean maybeApplied = written;
    boolean repeated = false;
    while (true) {
      try {
        askedAt = System.nanoTime();
        return call.within(limits.within(deadline.left()));
      } catch (SdkException e) {
        maybeApplied |= write && Faults.leavesOpen(e);
        switch (Faults.of(e)) {
          case REFUSED -> throw e;
          case CONFLICT -> deadline.pause(Faults.describe(e), maybeApplied);
          case UNKNOWN -> {
            if (repeated || deadline.isOver() || e instanceof AbortedException) {
              throw Faults.unavailable(e, maybeApplied);
            }
            repeated = true;
          }
          case NOT_APPLIED -> throw Faults.unavailable(e, maybeApplied);
          case OURS -> throw Faults.mistake(e);
        }
      }
    }
  }

  private <T extends DynamoDbResponse> T heard(T answer) {
    return engine.heard(askedAt, answer);
  }

  /** The answer of an operation that has none. */
  private enum Nothing {
    NOTHING
  }

  /** One request to DynamoDB, made within a time. */
  private interface Call<T extends @Nullable Object> {
    T within(@Nullable AwsRequestOverrideConfiguration time);
  }
}
