package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The organisations, users and services that were deleted while copies of them are still there: the
 * record {@code endings}. Whoever reads a membership reads it, too, and counts for nothing what
 * belongs to one of them.
 *
 * <p>It stands in the table in several copies, all of them written in the same transaction, and
 * each reader reads one, so that one partition does not carry every read.
 */
final class Endings {

  static final String TYP = "endings";
  static final String ENDED = "ended";

  /** How many copies there are: 3,000 strongly consistent reads a second for each. */
  static final int COPIES = 32;

  /**
   * How many can end at once, so that the record stays below the 4 KB of one read unit, addresses
   * being as long as they usually are.
   */
  static final int MOST = 24;

  private final Set<String> ended;

  private Endings(Set<String> ended) {
    this.ended = ended;
  }

  /** Returns the key of any copy. */
  static Key key() {
    return Key.endings(ThreadLocalRandom.current().nextInt(COPIES));
  }

  /**
   * Reads them. Before what they are to be held against, or in the same request: what is done with
   * is taken out of them some time after its last copy is gone.
   */
  static Endings read(Table table, Consistency consistency) {
    return of(table.get(key(), consistency));
  }

  static Endings of(Optional<Item> item) {
    return new Endings(
        item.filter(found -> found.is(TYP)).map(f -> f.strings(ENDED)).orElse(Set.of()));
  }

  /** Reads many items in the same request, those that stand, by key. */
  static Map<Key, Item> getAll(Table table, Collection<Key> keys, Consistency consistency) {
    Key endings = key();
    Map<Key, Item> found = table.getAll(with(endings, keys), consistency);
    Endings ended = of(Optional.ofNullable(found.remove(endings)));
    return ended.ended.isEmpty() ? found : ended.standing(found);
  }

  /** Reads many items for a list, likewise, without those that cannot be read. */
  static Map<Key, Item> getReadable(Table table, Collection<Key> keys, Consistency consistency) {
    Key endings = key();
    Map<Key, Item> found = table.getAny(with(endings, keys), consistency);
    Optional<Item> ended = Optional.ofNullable(found.remove(endings));
    ended.ifPresent(item -> RecordType.demandReadable(endings, item));
    return of(ended).standing(RecordType.readable(found));
  }

  private static List<Key> with(Key endings, Collection<Key> keys) {
    List<Key> all = new ArrayList<>(keys.size() + 1);
    all.add(endings);
    all.addAll(keys);
    return all;
  }

  /** Adds a source, or takes it out, in all copies. */
  static void write(Transaction transaction, Key source, boolean add) {
    for (int copy = 0; copy < COPIES; copy++) {
      Change change = new Change().set("typ", TYP).set("v", Item.VERSION);
      Set<String> element = Set.of(source.toString());
      transaction.update(
          Key.endings(copy),
          add ? change.add(ENDED, element) : change.delete(ENDED, element),
          add ? Condition.absentOrPresent().atMost(ENDED, MOST - 1) : Condition.absentOrPresent(),
          Refusal.changed());
    }
  }

  boolean has(Key source) {
    return ended.contains(source.toString());
  }

  /** Returns those items that belong to nothing that has ended, without the groups that do. */
  List<Item> standing(List<Item> items) {
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
  Optional<Item> standing(Item item) {
    return standing(List.of(item)).stream().findFirst();
  }

  private Map<Key, Item> standing(Map<Key, Item> items) {
    Map<Key, Item> standing = new LinkedHashMap<>();
    standing(List.copyOf(items.values())).forEach(item -> standing.put(item.key(), item));
    return standing;
  }

  private static List<Key> sources(Key key) {
    List<Key> sources = new ArrayList<>();
    key.organisation()
        .or(() -> key.organisationAfter(Key.USER_ORGANISATIONS))
        .map(OrganisationRecord::key)
        .ifPresent(sources::add);
    key.user()
        .or(() -> key.userAfter(Key.MEMBERS))
        .or(() -> key.userAfter(Key.INVITATIONS))
        .map(UserRecord::key)
        .ifPresent(sources::add);
    return sources;
  }

  private Item withoutEndedGroups(Item item) {
    Optional<OrganisationId> organisation = item.key().organisation();
    if (ended.isEmpty() || organisation.isEmpty()) {
      return item;
    }
    Set<String> kept = new HashSet<>(item.strings(Groups.ATTRIBUTE));
    boolean changed = kept.removeIf(group -> isOfEndedService(organisation.get(), group));
    return changed
        ? item.at(item.key()).without(Groups.ATTRIBUTE).with(Groups.ATTRIBUTE, kept)
        : item;
  }

  private boolean isOfEndedService(OrganisationId organisation, String group) {
    Optional<ServiceId> service = Groups.service(group);
    return service.isPresent() && has(OrganisationServiceRecord.key(organisation, service.get()));
  }
}
