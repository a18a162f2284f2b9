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
 * The organisations, users and services that were deleted while copies of them are still there: the
 * record {@code endings}. Whoever reads a membership reads it, too, and counts for nothing what
 * belongs to one of them.
 *
 * <p>It stands in the table in several copies, all of them written in the same transaction, and
 * each reader reads one, so that one partition does not carry every read.
 */
public final class Tombstones {

  public static final String TYP = "endings";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.COPIES_OF_ENDINGS, Keys.ENDINGS).owning(Tombstones::isCopy);

  public static final String ENDED = "ended";

  /** How many copies there are: 3,000 strongly consistent reads a second for each. */
  public static final int COPIES = 32;

  /**
   * How many can end at once, so that the record stays below the 4 KB of one read unit, addresses
   * being as long as they usually are.
   */
  public static final int MOST = 24;

  /** Where there is no room, another job makes some: the operation waits for it. */
  private static final Refusal FULL = found -> new ConflictException();

  private final Set<String> ended;

  private Tombstones(Set<String> ended) {
    this.ended = ended;
  }

  /** Returns the key of any copy. */
  public static Key key() {
    return Keys.endings(ThreadLocalRandom.current().nextInt(COPIES));
  }

  /** Returns whether a key is that of a copy. */
  public static boolean isCopy(Key key) {
    return IntStream.range(0, COPIES).mapToObj(Keys::endings).anyMatch(key::equals);
  }

  /**
   * Reads them. Before what they are to be held against, or in the same request: what is done with
   * is taken out of them some time after its last copy is gone.
   */
  public static Tombstones read(Reads reads, Consistency consistency) {
    return of(reads.get(key(), consistency));
  }

  public static Tombstones of(Optional<Item> item) {
    return new Tombstones(
        item.filter(found -> Layout.is(found, TYP)).map(f -> f.strings(ENDED)).orElse(Set.of()));
  }

  /** Adds a source, or takes it out, in all copies. */
  public static void write(Transaction transaction, Key source, boolean add) {
    for (int copy = 0; copy < COPIES; copy++) {
      Change change = new Change().set(Item.TYPE, TYP).set("v", Layout.CURRENT);
      Set<String> element = Set.of(source.toString());
      transaction.update(
          Keys.endings(copy),
          add ? change.add(ENDED, element) : change.delete(ENDED, element),
          add ? Conditions.absentOrLive().hasAtMost(ENDED, MOST - 1) : Conditions.absentOrLive(),
          FULL);
    }
  }

  /** Removes a tombstone at the end of the job, if it is still there. */
  public static void remove(Transaction transaction, Optional<Item> found, JobId job) {
    found
        .filter(item -> TombstoneRecord.job(item).filter(job::equals).isPresent())
        .ifPresent(item -> transaction.delete(item.key(), ended(job), Refusals.changed()));
  }

  private static Condition ended(JobId job) {
    return Condition.where()
        .equal(Layout.VERSION, Layout.CURRENT_VERSION)
        .equal(TombstoneRecord.ENDED_BY, job.value());
  }

  public boolean has(Key source) {
    return ended.contains(source.toString());
  }

  /** Returns those items that belong to nothing that has ended, without the groups that do. */
  public List<Item> standing(List<Item> items) {
    if (ended.isEmpty()) {
      return items;
    }
    List<Item> standing = new ArrayList<>();
    for (Item item : items) {
      if (sources(item.key()).stream().noneMatch(this::has)) {
        standing.add(withoutEndedGroups(item));
      }
    }
    return standing;
  }

  /** Returns an item unless it belongs to what has ended, without the groups that do. */
  public Optional<Item> standing(Item item) {
    return standing(List.of(item)).stream().findFirst();
  }

  Map<Key, Item> standing(Map<Key, Item> items) {
    if (ended.isEmpty()) {
      return items;
    }
    Map<Key, Item> standing = new LinkedHashMap<>();
    standing(List.copyOf(items.values())).forEach(item -> standing.put(item.key(), item));
    return standing;
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
    if (ended.isEmpty() || organisation.isEmpty()) {
      return item;
    }
    Set<String> kept = new HashSet<>(item.strings(Groups.ATTRIBUTE));
    boolean changed = kept.removeIf(group -> isOfEndedService(organisation.get(), group));
    return changed ? item.change().with(Groups.ATTRIBUTE, kept).build() : item;
  }

  private boolean isOfEndedService(OrganisationId organisation, String group) {
    Optional<ServiceId> service = Groups.service(group);
    return service.isPresent() && has(OrganisationServiceRecord.key(organisation, service.get()));
  }
}
