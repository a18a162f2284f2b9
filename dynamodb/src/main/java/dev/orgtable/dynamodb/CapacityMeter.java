package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Reports the capacity consumed by each request to the listener. Does nothing without a listener.
 */
final class CapacityMeter {

  private static final int WRITE_UNIT = 1024;
  private static final int READ_UNIT = 4096;
  private static final int TRANSACTIONAL = 2;

  private final CostListener listener;
  private final boolean on;

  CapacityMeter(CostListener listener) {
    this.listener = listener;
    this.on = listener != CostListener.NONE;
  }

  /** Returns a meter that reports to a list, for {@link #report}. */
  CapacityMeter deferredTo(List<RequestReport> reports) {
    return on ? new CapacityMeter(reports::add) : this;
  }

  /** Reports what another meter has deferred. */
  void report(List<RequestReport> deferred) {
    deferred.forEach(listener::answered);
  }

  /** Returns the value of {@code ReturnConsumedCapacity} for requests; null to request nothing. */
  @Nullable ReturnConsumedCapacity capacityToReturn() {
    return on ? ReturnConsumedCapacity.TOTAL : null;
  }

  void read(String operation, Supplier<String> key, @Nullable ConsumedCapacity used) {
    if (on) {
      report(operation, List.of(key.get()), new Cost(1, units(used), 0));
    }
  }

  /**
   * A key in a batch consumes at least as much as a read of one item, even if the item does not
   * exist (Amazon DynamoDB, Developer Guide, capacity consumption for reads).
   */
  void batch(
      List<ConsumedCapacity> used,
      Map<String, KeysAndAttributes> asked,
      Map<String, KeysAndAttributes> unprocessed) {
    if (on) {
      List<String> keys = texts(asked);
      keys.removeAll(texts(unprocessed));
      boolean consistent = asked.values().stream().allMatch(KeysAndAttributes::consistentRead);
      double least = consistent ? keys.size() : keys.size() / 2.0;
      report("BatchGetItem", keys, new Cost(1, Math.max(units(used), least), 0));
    }
  }

  void wrote(List<ConsumedCapacity> used, Map<String, List<WriteRequest>> writes) {
    if (on) {
      List<String> keys =
          writes.values().stream().flatMap(List::stream).map(CapacityMeter::key).toList();
      used.forEach(each -> report("BatchWriteItem", keys, new Cost(1, 0, units(each))));
    }
  }

  private static String key(WriteRequest write) {
    Map<String, AttributeValue> attributes =
        write.putRequest() == null ? write.deleteRequest().key() : write.putRequest().item();
    return Item.of(attributes).key().toString();
  }

  void written(String operation, Key key, @Nullable ConsumedCapacity used) {
    if (on) {
      report(operation, List.of(key.toString()), new Cost(1, 0, units(used)));
    }
  }

  /**
   * A write whose condition fails consumes what the existing item costs (Amazon DynamoDB, Developer
   * Guide, capacity consumption for writes).
   */
  void refused(String operation, Key key, @Nullable Item found) {
    if (on) {
      int bytes = found == null ? 0 : ItemSize.of(found);
      report(operation, List.of(key.toString()), new Cost(1, 0, started(bytes, WRITE_UNIT)));
    }
  }

  void committed(List<ConsumedCapacity> used, Transaction transaction) {
    if (on) {
      double known =
          transaction.actions().stream()
              .mapToInt(action -> started(action.bytes(), WRITE_UNIT))
              .sum();
      report(
          "TransactWriteItems",
          transaction.actions().stream().map(CapacityMeter::text).toList(),
          new Cost(1, 0, Math.max(units(used), TRANSACTIONAL * known)));
    }
  }

  void snapshot(List<ConsumedCapacity> used, List<Key> keys, List<ItemResponse> items) {
    if (on) {
      double known = items.stream().mapToInt(item -> started(bytes(item), READ_UNIT)).sum();
      report(
          "TransactGetItems",
          keys.stream().map(Key::toString).toList(),
          new Cost(1, Math.max(units(used), TRANSACTIONAL * known), 0));
    }
  }

  private static int bytes(ItemResponse response) {
    return response.hasItem() ? ItemSize.of(Item.of(response.item())) : 0;
  }

  private static List<String> texts(Map<String, KeysAndAttributes> keys) {
    List<String> texts = new ArrayList<>();
    for (KeysAndAttributes each : keys.values()) {
      each.keys().forEach(key -> texts.add(Item.of(key).key().toString()));
    }
    return texts;
  }

  private void report(String operation, List<String> keys, Cost cost) {
    listener.answered(new RequestReport(operation, keys, cost));
  }

  private static String text(Transaction.Action action) {
    return action.kind().name().toLowerCase(Locale.ROOT) + " " + action.key();
  }

  private static double units(List<ConsumedCapacity> used) {
    return used.stream().mapToDouble(CapacityMeter::units).sum();
  }

  private static double units(@Nullable ConsumedCapacity used) {
    return used == null || used.capacityUnits() == null ? 0 : used.capacityUnits();
  }

  private static int started(int bytes, int unit) {
    return Math.max(1, (bytes + unit - 1) / unit);
  }
}
