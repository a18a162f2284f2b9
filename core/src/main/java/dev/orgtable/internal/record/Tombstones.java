package dev.orgtable.internal.record;

import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The record {@code endings}: the organisations, users, services and groups that were deleted and
 * whose copies still exist. Every read of memberships also reads this record and ignores what
 * belongs to one of them.
 *
 * <p>The record has {@value #COPIES} identical copies, all written in the same transaction. Each
 * read takes one at random, to spread the load over partitions.
 */
public final class Tombstones {

  public static final String TYP = "endings";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.TOMBSTONE_COPIES, Keys.TOMBSTONES).owning(Tombstones::isCopy);

  public static final String ENDED = "ended";

  /**
   * The number of copies. Each serves 3,000 strongly consistent reads per second (Amazon DynamoDB,
   * Developer Guide, partitions and data distribution).
   */
  public static final int COPIES = 32;

  /**
   * The maximum number of pending deletions, which keeps the record within the 4 KB of one read
   * unit for addresses of average length.
   */
  public static final int MOST = 24;

  /** If the record is full, the operation is retried until another job has made room. */
  private static final Refusal FULL = found -> new ConflictException();

  private final Set<String> sources;

  private Tombstones(Set<String> sources) {
    this.sources = sources;
  }

  /** Returns the key of a random copy. */
  public static Key key() {
    return Keys.tombstones(ThreadLocalRandom.current().nextInt(COPIES));
  }

  /** Returns whether a key is the key of a copy. */
  public static boolean isCopy(Key key) {
    return IntStream.range(0, COPIES).mapToObj(Keys::tombstones).anyMatch(key::equals);
  }

  /**
   * Reads the tombstones. Call this before reading the records to filter, or read both at once: a
   * source is removed from the tombstones one attempt timeout after its last copy.
   */
  public static Tombstones read(Reads reads, Consistency consistency) {
    return of(reads.get(key(), consistency));
  }

  public static Tombstones of(Optional<Item> item) {
    return new Tombstones(
        item.filter(found -> Layout.is(found, TYP)).map(f -> f.strings(ENDED)).orElse(Set.of()));
  }

  /** Adds the addition or removal of a source, in all copies, to a transaction. */
  public static void write(Transaction transaction, Key source, boolean add) {
    for (int copy = 0; copy < COPIES; copy++) {
      Change change = new Change().set(Item.TYPE, TYP).set("v", Layout.CURRENT);
      Set<String> element = Set.of(source.toString());
      transaction.update(
          Keys.tombstones(copy),
          add ? change.add(ENDED, element) : change.delete(ENDED, element),
          add ? Conditions.absentOrLive().hasAtMost(ENDED, MOST - 1) : Conditions.absentOrLive(),
          FULL);
    }
  }

  /** Removes the tombstone of a source when its job is done, if it still exists. */
  public static void remove(Transaction transaction, Optional<Item> found, JobId job) {
    found
        .filter(item -> TombstoneRecord.job(item).filter(job::equals).isPresent())
        .ifPresent(item -> transaction.delete(item.key(), tombstoneOf(job), Refusals.changed()));
  }

  private static Condition tombstoneOf(JobId job) {
    return Condition.where()
        .equal(Layout.VERSION, Layout.CURRENT_VERSION)
        .equal(TombstoneRecord.ENDED_BY, job.value());
  }

  public boolean has(Key source) {
    return sources.contains(source.toString());
  }

  /**
   * Returns the items that do not belong to deleted sources, without deleted groups and those of
   * deleted services.
   */
  public List<Item> live(List<Item> items) {
    if (sources.isEmpty()) {
      return items;
    }
    List<Item> live = new ArrayList<>();
    for (Item item : items) {
      if (sources(item.key()).stream().noneMatch(this::has)) {
        live.add(withoutEndedGroups(item));
      }
    }
    return live;
  }

  /**
   * Returns an item unless it belongs to a deleted source, without deleted groups and those of
   * deleted services.
   */
  public Optional<Item> live(Item item) {
    return live(List.of(item)).stream().findFirst();
  }

  /** Returns the live items, by key; see {@link #live(List)}. */
  public Map<Key, Item> live(Map<Key, Item> items) {
    if (sources.isEmpty()) {
      return items;
    }
    Map<Key, Item> live = new LinkedHashMap<>();
    live(List.copyOf(items.values())).forEach(item -> live.put(item.key(), item));
    return live;
  }

  private static List<Key> sources(Key key) {
    List<Key> sources = new ArrayList<>();
    Keys.organisationOf(key)
        .or(() -> Keys.organisationAfter(key, Keys.USER_ORGANISATIONS))
        .map(OrganisationRecord::key)
        .ifPresent(sources::add);
    Keys.userOf(key)
        .or(() -> Keys.userAfter(key, Keys.MEMBERS))
        .or(() -> Keys.userAfter(key, Keys.INVITATIONS))
        .map(UserRecord::key)
        .ifPresent(sources::add);
    return sources;
  }

  private Item withoutEndedGroups(Item item) {
    Optional<OrganisationId> organisation = Keys.organisationOf(item.key());
    if (sources.isEmpty() || organisation.isEmpty()) {
      return item;
    }
    Set<String> kept = new HashSet<>(item.strings(Groups.ATTRIBUTE));
    boolean changed = kept.removeIf(group -> isEnded(organisation.get(), group));
    return changed ? item.change().with(Groups.ATTRIBUTE, kept).build() : item;
  }

  private boolean isEnded(OrganisationId organisation, String group) {
    if (group.startsWith(Keys.GROUPS)) {
      return has(new Key(OrganisationRecord.key(organisation).id(), group));
    }
    Optional<ServiceId> service = Groups.service(group);
    return service.isPresent() && has(OrganisationServiceRecord.key(organisation, service.get()));
  }
}
