package dev.orgtable.store;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items in memory, which an operation reads instead of a table. */
final class ItemsInMemory implements Reads {

  private final Map<Key, Item> items = new HashMap<>();

  ItemsInMemory(Item... all) {
    for (Item item : all) {
      items.put(item.key(), item);
    }
  }

  @Override
  public Optional<Item> get(Key key, Consistency consistency) {
    return Optional.ofNullable(items.get(key));
  }

  @Override
  public Optional<Item> getAny(Key key, Consistency consistency) {
    return get(key, consistency);
  }

  @Override
  public Map<Key, Item> getAll(Collection<Key> keys, Consistency consistency) {
    Map<Key, Item> found = new HashMap<>(items);
    found.keySet().retainAll(keys);
    return found;
  }

  @Override
  public Map<Key, Item> getAny(Collection<Key> keys, Consistency consistency) {
    return getAll(keys, consistency);
  }

  @Override
  public List<Optional<Item>> snapshot(List<Key> keys) {
    return keys.stream().map(key -> get(key, Consistency.STRONG)).toList();
  }

  @Override
  public ItemPage query(QuerySpec query) {
    return new ItemPage(
        items.values().stream()
            .filter(item -> item.key().id().equals(query.partition()))
            .filter(item -> item.key().rng().startsWith(query.prefix()))
            .toList(),
        Map.of());
  }

  @Override
  public Iterable<ItemPage> pages(QuerySpec query) {
    return List.of(query(query));
  }

  @Override
  public boolean fits(Transaction transaction) {
    return transaction.size() <= Transaction.MOST;
  }
}
