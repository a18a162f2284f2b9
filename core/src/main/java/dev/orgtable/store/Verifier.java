package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The checker of the whole table. Reads it as a stream, one page of at most 1 MB at a time (for
 * each segment) with what its records must agree with, and changes nothing. Can run while others
 * write: what looks wrong is read again, as it stands at one moment, before it is told.
 */
public final class Verifier {

  /** How often is read again what does not hold still, before it is judged, or passed over. */
  private static final int LOOKS = 5;

  /** How many items are checked in one go, with all that they must agree with. */
  private static final int BATCH = 100;

  private final Connection connection;

  Verifier(Connection connection) {
    this.connection = connection;
  }

  /** Reads the whole table in the caller's thread; see {@link #verify(int, Consumer)}. */
  public long verify(Consumer<Violation> told) {
    return verify(1, told);
  }

  /**
   * Reads the whole table and tells every violation of what always holds.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each violation as soon as it is sure, one at a time
   * @return how many items were read
   */
  public long verify(int segments, Consumer<Violation> told) {
    return verify(segments, told, read -> {});
  }

  /**
   * Reads the whole table, tells every violation of what always holds, and how far it has come.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each violation as soon as it is sure, one at a time
   * @param read is given how many items more were read, never by two threads at once; what it
   *     throws ends the work
   * @return how many items were read
   */
  public long verify(int segments, Consumer<Violation> told, LongConsumer read) {
    return verify(segments, told, foreign -> {}, read);
  }

  /**
   * Reads the whole table, tells every violation of what always holds, and every item of another
   * program under a key that is none of ours: such items are no violations.
   *
   * @param segments as for {@link #verify(int, Consumer, LongConsumer)}, and all others too
   * @param foreign is given each item of another program, one at a time
   * @return how many items were read
   */
  public long verify(
      int segments, Consumer<Violation> told, Consumer<ForeignItem> foreign, LongConsumer read) {
    AtomicLong items = new AtomicLong();
    Lock lock = new ReentrantLock();
    Consumer<Violation> telling = violation -> alone(lock, () -> told.accept(violation));
    Threads threads = Threads.of(segments);
    threads.work(
        segment -> {
          Map<String, AttributeValue> after = Map.of();
          do {
            Slice slice = connection.open().scan(segment, segments, after);
            for (int from = 0; from < slice.items().size() && threads.goesOn(); from += BATCH) {
              List<Item> batch =
                  slice.items().subList(from, Math.min(from + BATCH, slice.items().size()));
              verify(batch, telling);
              batch.stream()
                  .filter(item -> Provenance.of(item) == Provenance.NEIGHBOUR)
                  .map(ForeignItem::of)
                  .forEach(item -> alone(lock, () -> foreign.accept(item)));
              items.addAndGet(batch.size());
              alone(lock, () -> read.accept(batch.size()));
            }
            after = slice.last();
          } while (!after.isEmpty() && threads.goesOn());
        });
    return items.get();
  }

  private static void alone(Lock lock, Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private void verify(List<Item> items, Consumer<Violation> told) {
    Set<Key> wanted = new HashSet<>();
    Map<Key, Item> here = items.stream().collect(Collectors.toMap(Item::key, Function.identity()));
    items.forEach(item -> wanted.addAll(Findings.counterparts(item)));
    wanted.removeAll(here.keySet());
    Map<Key, Item> elsewhere = connection.open().getAll(wanted, Consistency.STRONG);
    Function<Key, Optional<Item>> others =
        key -> Optional.ofNullable(here.get(key)).or(() -> Optional.ofNullable(elsewhere.get(key)));
    for (Item item : items) {
      if (!Findings.of(item, others).isEmpty()) {
        confirm(item).forEach(told);
      }
      OrganisationRecord.from(item)
          .ifPresent(record -> verifyOwners(record.organisation().id(), told));
    }
  }

  /**
   * Looks again at one item and its counterparts, as they stand at one moment. Where there are too
   * many for that, only what is found at every look is told.
   */
  private List<Violation> confirm(Item item) {
    Set<Key> keys = withCounterparts(item);
    List<Violation> sure = List.of();
    for (int look = 1, full = 1; look <= LOOKS; look++) {
      Map<Key, Item> now = read(keys);
      Optional<Item> same = Optional.ofNullable(now.get(item.key()));
      if (same.isEmpty()) {
        return List.of();
      }
      Set<Key> wanted = withCounterparts(same.get());
      if (keys.containsAll(wanted)) {
        List<Violation> found = Findings.of(same.get(), key -> Optional.ofNullable(now.get(key)));
        sure = full == 1 ? found : sure.stream().filter(found::contains).toList();
        if (keys.size() <= Transaction.MOST || sure.isEmpty()) {
          return sure;
        }
        full++;
      }
      keys = wanted;
    }
    return sure;
  }

  private static Set<Key> withCounterparts(Item item) {
    Set<Key> keys = new HashSet<>(Findings.counterparts(item));
    keys.add(item.key());
    return keys;
  }

  /** Reads items, as they stand at one moment unless they are too many. */
  private Map<Key, Item> read(Set<Key> keys) {
    Table table = connection.open();
    return keys.size() > Transaction.MOST
        ? table.getAll(keys, Consistency.STRONG)
        : table.snapshot(List.copyOf(keys)).stream()
            .flatMap(Optional::stream)
            .collect(Collectors.toMap(Item::key, Function.identity()));
  }

  /**
   * Counts the owners by a query. Where that is not the count in the record, all who were ever seen
   * as owners are read with the record, as they stand at one moment.
   */
  private void verifyOwners(OrganisationId organisation, Consumer<Violation> told) {
    Key key = OrganisationRecord.key(organisation);
    Set<Key> keys = new HashSet<>(Set.of(key));
    Optional<Violation> wrong = Optional.empty();
    for (int look = 1; look <= LOOKS; look++) {
      Optional<Item> record = connection.open().get(key, Consistency.STRONG);
      long owners = owners(organisation, keys);
      wrong = wrongCount(record, owners);
      if (wrong.isPresent() && keys.size() <= Transaction.MOST) {
        Map<Key, Item> now = read(keys);
        wrong = wrongCount(Optional.ofNullable(now.get(key)), owners(now.values()).count());
      }
      if (wrong.isEmpty()) {
        return;
      }
    }
    wrong.ifPresent(told);
  }

  private static Optional<Violation> wrongCount(Optional<Item> record, long owners) {
    Optional<Long> counted = record.flatMap(item -> item.number(OrganisationRecord.OWNER_COUNT));
    if (record.isEmpty() || (owners > 0 && counted.equals(Optional.of(owners)))) {
      return Optional.empty();
    }
    Key key = record.get().key();
    Violation.Code code = owners == 0 ? Violation.Code.NO_OWNER : Violation.Code.OWNER_COUNT;
    String detail =
        "counted " + counted.map(String::valueOf).orElse("none") + ", there are " + owners;
    return Optional.of(new Violation(code, key.id(), key.rng(), detail));
  }

  /** Counts the owners by a query, and adds their keys until those are too many for a snapshot. */
  private long owners(OrganisationId organisation, Set<Key> keys) {
    long count = 0;
    SliceRequest request = SliceRequest.of(OrganisationRecord.key(organisation).id(), Key.MEMBERS);
    Slice slice;
    do {
      slice = connection.open().query(request);
      List<Key> owners = owners(slice.items()).map(Item::key).toList();
      count += owners.size();
      owners.stream()
          .limit(Transaction.MOST)
          .filter(key -> keys.size() <= Transaction.MOST)
          .forEach(keys::add);
      request = request.after(slice.last());
    } while (!slice.last().isEmpty());
    return count;
  }

  private Stream<Item> owners(Collection<Item> items) {
    List<Item> marked =
        items.stream()
            .filter(item -> item.is(OrganisationGroupMemberRecord.TYP))
            .filter(item -> item.key().userAfter(Key.MEMBERS).isPresent())
            .filter(item -> item.strings(Groups.ATTRIBUTE).contains(Groups.OWNER))
            .toList();
    return Version0.members(connection.open(), marked, Consistency.STRONG).stream();
  }
}
