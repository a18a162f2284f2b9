package dev.orgtable.maintenance;

import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.dynamodb.parallel.ParallelScan;
import dev.orgtable.event.EventLog;
import dev.orgtable.history.EventStore;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Provenance;
import dev.orgtable.internal.SideCount;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies the whole table. Reads it as a stream, in pages of at most 1 MB per segment, together
 * with the records that its items refer to, and changes nothing. The table may be in use meanwhile:
 * a suspected violation is confirmed by reading its records again in one snapshot.
 */
public final class Verifier {

  /** How often to re-read an item that keeps changing before it is judged or skipped. */
  private static final int LOOKS = 5;

  private final Context context;

  Verifier(Context context) {
    this.context = context;
  }

  /** Verifies on the caller's thread; see {@link #verify(int, Consumer)}. */
  public long verify(Consumer<Violation> reported) {
    return verify(1, reported);
  }

  /**
   * Reads the whole table and reports every violation of an invariant.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each violation once it is confirmed, one at a time
   * @return the number of items read
   */
  public long verify(int segments, Consumer<Violation> reported) {
    return verify(segments, reported, read -> {});
  }

  /**
   * Reads the whole table and reports violations and progress.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each violation once it is confirmed, one at a time
   * @param read receives the number of items read since the last call, on one thread at a time; an
   *     exception ends the work
   * @return the number of items read
   */
  public long verify(int segments, Consumer<Violation> reported, LongConsumer read) {
    return verify(segments, reported, foreign -> {}, read);
  }

  /**
   * Reads the whole table and reports violations, progress, and items of other programs under
   * foreign keys, which are not violations.
   *
   * @param segments as in {@link #verify(int, Consumer, LongConsumer)}, like the other parameters
   * @param foreign receives each item of another program, one at a time
   * @return the number of items read
   */
  public long verify(
      int segments,
      Consumer<Violation> reported,
      Consumer<ForeignItem> foreign,
      LongConsumer read) {
    return verify(segments, DestinationCheck.of(context), reported, foreign, read);
  }

  /** Verifies, and counts the destinations of events for a repair. */
  long verify(
      int segments,
      DestinationCheck destinations,
      Consumer<Violation> reported,
      Consumer<ForeignItem> foreign,
      LongConsumer read) {
    ParallelScan scan = context.scan(segments);
    EventCheck events = EventCheck.of(context);
    Consumer<Violation> reporting = scan.serially(reported);
    Consumer<ForeignItem> reportingForeign = scan.serially(foreign);
    long all =
        scan.run(
            items -> {
              destinations.count(items);
              verify(items, reporting);
              events.check(items, reporting);
              items.stream()
                  .filter(item -> Provenance.of(item) == Provenance.NEIGHBOUR)
                  .map(ForeignItem::of)
                  .forEach(reportingForeign);
            },
            read);
    destinations.report(reporting);
    return all;
  }

  /**
   * Replays the logs of the table, and of each organisation and user, and reports those whose
   * events do not continue each other, or do not tell what the records say: see {@link
   * EventStore#difference}.
   *
   * @param segments as in {@link #verify(int, Consumer, LongConsumer)}, like the other parameters
   */
  public void verifyLogs(int segments, Consumer<Violation> reported, LongConsumer read) {
    ParallelScan scan = context.scan(segments);
    Consumer<Violation> reporting = scan.serially(reported);
    replay(EventSettingsRecord.key(), EventLog.TABLE, reporting);
    var unused =
        scan.run(
            items -> {
              for (Item item : items) {
                OrganisationRecord.from(item)
                    .<EventLog>map(found -> new EventLog.OfOrganisation(found.organisation().id()))
                    .or(
                        () ->
                            UserRecord.from(item)
                                .map(found -> new EventLog.OfUser(found.user().id())))
                    .ifPresent(log -> replay(item.key(), log, reporting));
              }
            },
            read);
  }

  private void replay(Key key, EventLog log, Consumer<Violation> reported) {
    new EventStore(context)
        .difference(log)
        .map(what -> new Violation(Violation.Code.LOG_DIFFERS, key.id(), key.rng(), what))
        .ifPresent(reported);
  }

  private void verify(List<Item> items, Consumer<Violation> reported) {
    Set<Key> wanted = new HashSet<>();
    Map<Key, Item> here = items.stream().collect(Collectors.toMap(Item::key, Function.identity()));
    items.forEach(item -> wanted.addAll(ReferenceCheck.counterparts(item)));
    wanted.removeAll(here.keySet());
    Map<Key, Item> elsewhere = context.open().getAll(wanted, Consistency.STRONG);
    Function<Key, Optional<Item>> others =
        key -> Optional.ofNullable(here.get(key)).or(() -> Optional.ofNullable(elsewhere.get(key)));
    for (Item item : items) {
      if (!ReferenceCheck.of(item, others).isEmpty()) {
        confirm(item).forEach(reported);
      }
      OrganisationRecord.from(item).ifPresent(record -> verifyCounts(record, reported));
    }
  }

  /**
   * Re-reads one item and its counterparts in one snapshot. If there are too many, only violations
   * found by every read are reported.
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
        List<Violation> found =
            ReferenceCheck.of(same.get(), key -> Optional.ofNullable(now.get(key)));
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
    Set<Key> keys = new HashSet<>(ReferenceCheck.counterparts(item));
    keys.add(item.key());
    return keys;
  }

  /** Reads items in one snapshot, unless there are too many. */
  private Map<Key, Item> read(Set<Key> keys) {
    Table table = context.open();
    return keys.size() > Transaction.MOST
        ? table.getAll(keys, Consistency.STRONG)
        : table.snapshot(List.copyOf(keys)).stream()
            .flatMap(Optional::stream)
            .collect(Collectors.toMap(Item::key, Function.identity()));
  }

  private void verifyCounts(OrganisationRecord record, Consumer<Violation> reported) {
    OrganisationId organisation = record.organisation().id();
    long members = verifyOwners(organisation, reported);
    SideCount count = new SideCount(members, SideCount.invitations(context.open(), organisation));
    if (record.sides().areVerifiable() && count.differsFrom(record)) {
      verifySides(organisation, reported);
    }
  }

  /**
   * Counts members and invitations. The count is exact if the record says before and after it that
   * there was neither an addition nor a removal, but for what a query still sees of a transaction
   * that is being applied. So a difference is reported if two counts find the same.
   */
  private void verifySides(OrganisationId organisation, Consumer<Violation> reported) {
    Key key = OrganisationRecord.key(organisation);
    String seen = "";
    for (int look = 1; look <= LOOKS; look++) {
      Optional<OrganisationRecord> before = organisation(key);
      SideCount count = SideCount.read(context.open(), organisation);
      Optional<OrganisationRecord> after = organisation(key);
      if (before.isEmpty() || after.isEmpty()) {
        return;
      }
      if (isSame(before.get(), after.get())) {
        if (!before.get().sides().areVerifiable() || !count.differsFrom(before.get())) {
          return;
        }
        String detail = count.described(before.get());
        if (detail.equals(seen)) {
          reported.accept(new Violation(Violation.Code.MEMBER_COUNT, key.id(), key.rng(), detail));
          return;
        }
        seen = detail;
      }
    }
  }

  private Optional<OrganisationRecord> organisation(Key key) {
    return context.open().get(key, Consistency.STRONG).flatMap(OrganisationRecord::from);
  }

  private static boolean isSame(OrganisationRecord before, OrganisationRecord after) {
    return before.additions() == after.additions() && before.sides().equals(after.sides());
  }

  /**
   * Counts the owners by a query. If the count differs from the record, all members ever seen as
   * owners are read with the record in one snapshot.
   *
   * @return the number of members
   */
  private long verifyOwners(OrganisationId organisation, Consumer<Violation> reported) {
    Key key = OrganisationRecord.key(organisation);
    Set<Key> keys = new HashSet<>(Set.of(key));
    Optional<Violation> wrong = Optional.empty();
    long members = 0;
    for (int look = 1; look <= LOOKS; look++) {
      Optional<Item> record = context.open().get(key, Consistency.STRONG);
      members = 0;
      long owners = 0;
      for (ItemPage page : members(organisation)) {
        members += page.items().stream().filter(SideCount::isMember).count();
        owners += owners(page, keys);
      }
      wrong = wrongCount(record, owners);
      if (wrong.isPresent() && keys.size() <= Transaction.MOST) {
        Map<Key, Item> now = read(keys);
        wrong = wrongCount(Optional.ofNullable(now.get(key)), owners(now.values()).count());
      }
      if (wrong.isEmpty()) {
        return members;
      }
    }
    wrong.ifPresent(reported);
    return members;
  }

  private static Optional<Violation> wrongCount(Optional<Item> record, long owners) {
    Optional<Long> counted = record.flatMap(item -> item.number(OrganisationRecord.OWNER_COUNT));
    if (record.isEmpty() || (owners > 0 && counted.equals(Optional.of(owners)))) {
      return Optional.empty();
    }
    Key key = record.get().key();
    Violation.Code code = owners == 0 ? Violation.Code.NO_OWNER : Violation.Code.OWNER_COUNT;
    String detail =
        "stored count " + counted.map(String::valueOf).orElse("none") + ", actual count " + owners;
    return Optional.of(new Violation(code, key.id(), key.rng(), detail));
  }

  private Iterable<ItemPage> members(OrganisationId organisation) {
    return context.pages(
        "maintenance.verify",
        QuerySpec.of(OrganisationRecord.key(organisation).id(), Keys.MEMBERS));
  }

  /** Counts the owners, and collects their keys up to the size of a snapshot. */
  private int owners(ItemPage page, Set<Key> keys) {
    List<Key> owners = owners(page.items()).map(Item::key).toList();
    owners.stream()
        .limit(Transaction.MOST)
        .filter(key -> keys.size() <= Transaction.MOST)
        .forEach(keys::add);
    return owners.size();
  }

  private Stream<Item> owners(Collection<Item> items) {
    List<Item> marked =
        items.stream()
            .filter(SideCount::isMember)
            .filter(OrganisationGroupMemberRecord::isActiveOwner)
            .toList();
    return Version0.members(context.open(), marked, Consistency.STRONG).stream();
  }
}
