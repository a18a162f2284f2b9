package dev.orgtable.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.WriteListener;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.role.GroupRoles;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The memberships that checks with a bound of staleness have read, also those that do not exist. A
 * service in which a permission is checked is kept in the same way, as a member without groups. The
 * roles that an organisation's groups stand for are kept with each membership that they were read
 * with.
 *
 * <p>What is kept has the counts of writes from before its read, and is valid only while they have
 * not changed: one count for the key, and one for the tombstones, which concern every member. So a
 * write of this process invalidates what was read before it, and also what is being read while it
 * happens, without any order between the threads.
 */
public final class MembershipCache implements WriteListener {

  /** The greatest bound of staleness, after which everything is dropped. */
  public static final Duration LONGEST = Duration.ofSeconds(60);

  /** The approximate maximum size in bytes. */
  static final long MOST_BYTES = 32L << 20;

  /** The approximate bytes of an entry and of a group, without their texts. */
  private static final int ENTRY_BYTES = 350;

  private static final int GROUP_BYTES = 200;

  /** Keys share counts: a write invalidates one in 4,096 others as well. */
  private static final int COUNTS = 4096;

  private final AtomicLongArray members = new AtomicLongArray(COUNTS);
  private final AtomicLong tombstones = new AtomicLong();
  private final Cache<Key, Kept> kept;
  private final LongSupplier nanoTime;

  MembershipCache() {
    this(System::nanoTime);
  }

  MembershipCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.kept =
        Caffeine.newBuilder()
            .expireAfterWrite(LONGEST)
            .ticker(nanoTime::getAsLong)
            .maximumWeight(MOST_BYTES)
            .weigher(MembershipCache::bytes)
            .executor(Runnable::run)
            .build();
  }

  /**
   * A membership as it was read.
   *
   * @param groups the member's groups; empty if there was no member
   * @param standing the roles that the organisation's groups stood for, if they were read at once
   * @param writes the count of writes before the read
   * @param begunAt when the read began, on the monotonic clock
   */
  public record Kept(
      Optional<Set<Group>> groups, @Nullable Standing standing, long writes, long begunAt) {}

  /**
   * The roles that the groups of an organisation stand for, as they were read with a membership: a
   * newer or older one would not go with it while a group is renamed.
   *
   * @param roles the roles
   * @param writes the count of writes of their record before the read
   */
  public record Standing(GroupRoles roles, long writes) {}

  /**
   * Checks a bound of staleness.
   *
   * @throws InvalidInput unless it is 0 to {@link #LONGEST}
   */
  public static Duration checkBound(Duration maxStaleness) {
    if (maxStaleness.isNegative() || maxStaleness.compareTo(LONGEST) > 0) {
      throw new InvalidInput("maxStaleness", "must be 0 to " + LONGEST.toSeconds() + " seconds");
    }
    return maxStaleness;
  }

  /**
   * Returns a membership whose read began less than the given time ago, and that this process has
   * not written since.
   */
  public Optional<Kept> find(Key member, Duration maxStaleness) {
    return Optional.ofNullable(kept.getIfPresent(member))
        .filter(found -> found.writes() == writes(member))
        .filter(found -> nanoTime.getAsLong() - found.begunAt() < maxStaleness.toNanos());
  }

  /**
   * Returns a membership likewise, if the roles that the organisation's groups stand for were read
   * with it and this process has not written them since.
   *
   * @param roles the key of the record of the roles
   */
  public Optional<Kept> find(Key member, Key roles, Duration maxStaleness) {
    return find(member, maxStaleness)
        .filter(found -> found.standing() != null && found.standing().writes() == writes(roles));
  }

  /** Returns a read that begins now. Call this before the request is sent. */
  public Read begin(Collection<Key> keys) {
    return new Read(keys);
  }

  @Override
  public void wrote(Collection<Key> keys) {
    for (Key key : keys) {
      if (key.rng().startsWith(Keys.MEMBERS)
          || key.rng().startsWith(Keys.SERVICES)
          || key.rng().equals(Keys.GROUP_ROLES)) {
        members.incrementAndGet(place(key));
      } else if (key.rng().equals(Keys.TOMBSTONES)) {
        tombstones.incrementAndGet();
      }
    }
  }

  /** Drops what exceeds the maximum now; otherwise that happens a little later. */
  void cleanUp() {
    kept.cleanUp();
  }

  /** Both counters only grow, so their sum changes whenever one of them does. */
  private long writes(Key member) {
    return members.get(place(member)) + tombstones.get();
  }

  private static int place(Key member) {
    return Math.floorMod(member.hashCode(), COUNTS);
  }

  private static int bytes(Key member, Kept membership) {
    int bytes = ENTRY_BYTES + member.id().length() + member.rng().length();
    for (Group group : membership.groups().orElse(Set.of())) {
      bytes += GROUP_BYTES + 2 * Groups.write(group).length();
    }
    Standing standing = membership.standing();
    if (standing != null) {
      for (Map.Entry<GroupName, Set<GroupName>> each : standing.roles().roles().entrySet()) {
        bytes += GROUP_BYTES * (1 + each.getValue().size()) + 2 * each.getKey().value().length();
      }
    }
    return bytes;
  }

  /** A read of memberships from the table. */
  public final class Read {

    private final long begunAt = nanoTime.getAsLong();
    private final Map<Key, Long> before = new HashMap<>();

    private Read(Collection<Key> keys) {
      keys.forEach(key -> before.put(key, writes(key)));
    }

    /**
     * Keeps a membership that was read.
     *
     * @param groups the member's groups; empty if there is no member
     */
    public void keep(Key member, Optional<Set<Group>> groups) {
      kept.put(member, new Kept(groups.map(Set::copyOf), null, writesBefore(member), begunAt));
    }

    /**
     * Keeps a membership with the roles that were read with it.
     *
     * @param groups the member's groups; empty if there is no member
     * @param key the key of the record of the roles
     */
    public void keep(Key member, Optional<Set<Group>> groups, Key key, GroupRoles roles) {
      Standing standing = new Standing(roles, writesBefore(key));
      kept.put(member, new Kept(groups.map(Set::copyOf), standing, writesBefore(member), begunAt));
    }

    private long writesBefore(Key key) {
      return Objects.requireNonNull(before.get(key), "not of this read");
    }
  }
}
