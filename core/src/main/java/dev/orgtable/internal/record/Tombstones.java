package dev.orgtable.internal.record;

import dev.orgtable.Group;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The record {@code endings}: the organisations, users, services and groups that were deleted and
 * whose copies still exist. Every read of memberships also reads this record and ignores what
 * belongs to one of them. It also names the large organisations that were suspended and whose
 * members do not all say so yet: see {@link Suspension}.
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

  /** The organisations that a job is suspending, each with the id of its job. */
  public static final String SUSPENDING = "suspending";

  /** The maximum number of organisations that jobs are suspending. */
  public static final int MOST_SUSPENDING = 8;

  /** Between the key of an organisation and the id of the job, which has no blank. */
  private static final String JOB_AFTER = " ";

  /** If the record is full, the operation is retried until another job has made room. */
  private static final Refusal FULL = found -> new ConflictException();

  private final Set<String> sources;

  /** The keys of the organisations that are being suspended. */
  private final Set<String> suspending;

  private Tombstones(Set<String> sources, Set<String> suspending) {
    this.sources = sources;
    this.suspending = suspending;
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
    Optional<Item> known = item.filter(found -> Layout.is(found, TYP));
    return new Tombstones(
        known.map(found -> found.strings(ENDED)).orElse(Set.of()),
        known.map(found -> found.strings(SUSPENDING)).orElse(Set.of()).stream()
            .map(Tombstones::organisationOf)
            .collect(Collectors.toSet()));
  }

  /** Adds the addition or removal of a source, in all copies, to a transaction. */
  public static void write(Transaction transaction, Key source, boolean add) {
    write(transaction, ENDED, source.toString(), add ? MOST : 0);
  }

  /**
   * Adds the addition or removal of an organisation that a job is suspending, in all copies, to a
   * transaction. One organisation may be named for several jobs: each is removed for itself, so
   * that none ends the effect of another.
   */
  public static void writeSuspending(
      Transaction transaction, Key organisation, JobId job, boolean add) {
    write(transaction, SUSPENDING, suspending(organisation, job), add ? MOST_SUSPENDING : 0);
  }

  /** Returns the text by which {@link #SUSPENDING} names an organisation and the job. */
  public static String suspending(Key organisation, JobId job) {
    return organisation + JOB_AFTER + job;
  }

  /** Returns the key of the organisation in an element of {@link #SUSPENDING}. */
  public static String organisationOf(String suspending) {
    int job = suspending.lastIndexOf(JOB_AFTER);
    return job < 0 ? suspending : suspending.substring(0, job);
  }

  /** Returns the job in an element of {@link #SUSPENDING}; empty if it names none. */
  public static Optional<JobId> jobOf(String suspending) {
    return Keys.jobId(suspending.substring(suspending.lastIndexOf(JOB_AFTER) + 1));
  }

  /**
   * Writes all copies.
   *
   * @param most the maximum number of elements if one is added; 0 to remove it
   */
  private static void write(Transaction transaction, String set, String element, int most) {
    for (int copy = 0; copy < COPIES; copy++) {
      Change change = new Change().set(Item.TYPE, TYP).set("v", Layout.CURRENT);
      transaction.update(
          Keys.tombstones(copy),
          most > 0 ? change.add(set, Set.of(element)) : change.delete(set, Set.of(element)),
          most > 0 ? Conditions.absentOrLive().hasAtMost(set, most - 1) : Conditions.absentOrLive(),
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
   * deleted services. Members of organisations that are being suspended are marked in memory.
   */
  public List<Item> live(List<Item> items) {
    if (isEmpty()) {
      return items;
    }
    List<Item> live = new ArrayList<>();
    for (Item item : items) {
      if (sources(item.key()).stream().noneMatch(this::has)) {
        live.add(marked(withoutEndedGroups(item)));
      }
    }
    return live;
  }

  private boolean isEmpty() {
    return sources.isEmpty() && suspending.isEmpty();
  }

  private Item marked(Item item) {
    return Layout.type(item).equals(OrganisationGroupMemberRecord.TYP)
            && Keys.organisationOf(item.key())
                .map(OrganisationRecord::key)
                .map(Key::toString)
                .filter(suspending::contains)
                .isPresent()
        ? Suspension.on(item, 1)
        : item;
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
    if (isEmpty()) {
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

  /** Returns whether a group was deleted, or is of a deleted service, and still has members. */
  public boolean isEnded(OrganisationId organisation, Group group) {
    return Groups.write(Set.of(group)).stream().anyMatch(text -> isEnded(organisation, text));
  }

  private boolean isEnded(OrganisationId organisation, String group) {
    if (group.startsWith(Keys.GROUPS)) {
      return has(new Key(OrganisationRecord.key(organisation).id(), group));
    }
    Optional<ServiceId> service = Groups.service(group);
    return service.isPresent() && has(OrganisationServiceRecord.key(organisation, service.get()));
  }
}
